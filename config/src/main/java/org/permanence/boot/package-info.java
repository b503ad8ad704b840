/// The wiring, by hand: the engine is built from its modules, opened and closed.
@NullMarked
package org.permanence.boot;

import org.jspecify.annotations.NullMarked;
