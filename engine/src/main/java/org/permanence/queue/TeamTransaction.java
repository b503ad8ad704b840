package org.permanence.queue;

import java.util.List;
import java.util.Optional;
import org.permanence.assistant.PresenceStore;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// One team's queue entries and assistants, under the team's lock. What is saved is committed together before the
/// lock is released, and before any telephone rings.
public interface TeamTransaction extends PresenceStore {

    /// All entries of the team, those with a reserved assistant included, in no order.
    List<QueueEntry> waiting();

    Optional<QueueEntry> waiting(CallId call);

    void save(QueueEntry entry);

    /// Hands an entry of this team over to the team it names, which has it from the commit on. No assistant may be
    /// reserved for it. The opposite is not possible: only the holder of a team's lock may change its entries.
    void handOver(QueueEntry entry);

    /// The other team that has the call's entry, or whose assistant is reserved for it or in the call.
    Optional<TeamId> otherTeamOf(CallId call);

    /// Removes the call from the queue; nothing happens if it is not queued.
    void remove(CallId call);
}
