package org.permanence.queue;

import java.util.List;

/// Reserves assistants for waiting calls, under the team's lock.
public interface Matcher {

    /// Saves each new reservation and returns the entries that have one now.
    List<QueueEntry> match(TeamTransaction transaction);
}
