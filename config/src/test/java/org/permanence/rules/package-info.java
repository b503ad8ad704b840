/// Rules of architecture, words and sizes, checked over the whole project.
@NullMarked
package org.permanence.rules;

import org.jspecify.annotations.NullMarked;
