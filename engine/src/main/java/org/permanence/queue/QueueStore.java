package org.permanence.queue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// The stored queue. The database is the queue: a restart loses no caller, and every engine node sees the same.
public interface QueueStore {

    /// Runs `work` alone in this team, over all nodes, and commits what it saved. If `work` throws, nothing is
    /// saved. `work` may run on another call's thread, and more than once: it must only read and change the
    /// transaction.
    ///
    /// @throws StoreUnavailableException if the store is unavailable, or does not answer within its limit
    <T> T inTeam(TeamId team, Function<TeamTransaction, T> work);

    /// All entries of a team, read without its lock: for announcements and metrics.
    List<QueueEntry> waiting(TeamId team);

    /// The call's entry in any team, read without a lock.
    Optional<QueueEntry> waiting(CallId call);

    /// The states of a team's assistants, read without its lock: a hint.
    List<Presence> presences(TeamId team);
}
