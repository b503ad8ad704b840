/// Writes the program's log: one event is one line of JSON, quotes no text from outside, and never delays a call.
@NullMarked
package org.permanence.log;

import org.jspecify.annotations.NullMarked;
