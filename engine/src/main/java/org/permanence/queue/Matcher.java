package org.permanence.queue;

import java.util.List;

/// Reserves assistants for waiting calls, inside a team's lock.
public interface Matcher {

    /// Saves each new reservation, and returns the calls that were offered.
    List<QueueEntry> match(TeamTransaction transaction);
}
