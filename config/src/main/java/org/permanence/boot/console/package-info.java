/// Runs the console inside the engine.
@NullMarked
package org.permanence.boot.console;

import org.jspecify.annotations.NullMarked;
