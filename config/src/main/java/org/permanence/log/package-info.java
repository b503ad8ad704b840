/// Beside every station: how the program's log becomes lines. One event is one line of JSON, holds no text that another
/// wrote, and never holds up a call.
@NullMarked
package org.permanence.log;

import org.jspecify.annotations.NullMarked;
