/// The commands, run in the test's process; those for the engine ask a real management port.
@NullMarked
package org.permanence.cli;

import org.jspecify.annotations.NullMarked;
