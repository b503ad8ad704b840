/// The wiring, by hand, and the command line.
@NullMarked
package org.permanence.boot;

import org.jspecify.annotations.NullMarked;
