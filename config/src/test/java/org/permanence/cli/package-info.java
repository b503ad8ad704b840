/// The wiring, piece by piece: what surrounds the running house.
@NullMarked
package org.permanence.cli;

import org.jspecify.annotations.NullMarked;
