/// Messages that callers leave for a practice, if its rules allow it; urgent callers are never asked to. Also who
/// has read them, and the alarm for unread ones.
@NullMarked
package org.permanence.message;

import org.jspecify.annotations.NullMarked;
