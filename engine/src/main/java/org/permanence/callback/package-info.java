/// Callers who are no longer on the line: they booked a callback, or were cut off and call again.
@NullMarked
package org.permanence.callback;

import org.jspecify.annotations.NullMarked;
