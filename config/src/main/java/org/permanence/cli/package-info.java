/// The command line: one class per group of commands. Commands that need the running engine ask it by its
/// management port.
@NullMarked
package org.permanence.cli;

import org.jspecify.annotations.NullMarked;
