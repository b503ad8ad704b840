/// The wiring of the gates.
@NullMarked
package org.permanence.boot.gates;

import org.jspecify.annotations.NullMarked;
