package org.permanence.queue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// Where the queue lives. The database is the queue: a restart forgets nobody, and every engine node sees the same.
public interface QueueStore {

    /// Runs `work` alone in this team, on any node, and commits what it saved. An exception from `work` saves
    /// nothing. It may be run by the thread of another call, and more than once: it does nothing but look at the
    /// book and change it.
    ///
    /// @throws StoreUnavailableException where the store is gone, or does not answer within its limit
    <T> T inTeam(TeamId team, Function<TeamTransaction, T> work);

    /// Every call that waits in a team now, without its lock: for announcements and metrics.
    List<QueueEntry> waiting(TeamId team);

    /// The call's place in whichever team's book it is now, without a lock.
    Optional<QueueEntry> waiting(CallId call);

    /// What a team's assistants do now, without its lock: a hint.
    List<Presence> presences(TeamId team);
}
