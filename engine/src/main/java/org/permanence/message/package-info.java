/// Messages that callers leave for a practice, if its rules allow it, and the alarm for unread ones. Urgent callers
/// are never asked to leave a message.
@NullMarked
package org.permanence.message;

import org.jspecify.annotations.NullMarked;
