/// The rules of the house, checked over all of it.
@NullMarked
package org.permanence.rules;

import org.jspecify.annotations.NullMarked;
