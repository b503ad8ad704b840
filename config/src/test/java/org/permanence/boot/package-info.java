/// Tests of the wiring.
@NullMarked
package org.permanence.boot;

import org.jspecify.annotations.NullMarked;
