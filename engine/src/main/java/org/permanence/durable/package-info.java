/// The one place that creates files and directories: private to their owner whatever the umask, and able to survive
/// a power cut.
@NullMarked
package org.permanence.durable;

import org.jspecify.annotations.NullMarked;
