@NullMarked
package org.permanence.management;

import org.jspecify.annotations.NullMarked;
