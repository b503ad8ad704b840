/// Callers who are no longer on the line: whoever asked to be called back, and whoever was cut off.
@NullMarked
package org.permanence.callback;

import org.jspecify.annotations.NullMarked;
