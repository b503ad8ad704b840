/// Callers wait for an assistant. The database is the queue.
@NullMarked
package org.permanence.queue;

import org.jspecify.annotations.NullMarked;
