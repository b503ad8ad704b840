package org.permanence.queue;

import java.util.List;
import java.util.Optional;
import org.permanence.assistant.PresenceStore;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// One team's waiting calls and assistants, seen from inside the team's lock. What is saved is committed together
/// when the lock is given back, and before anybody's telephone rings.
public interface TeamTransaction extends PresenceStore {

    /// Every call that waits, those offered included, in no order.
    List<QueueEntry> waiting();

    Optional<QueueEntry> waiting(CallId call);

    void save(QueueEntry entry);

    /// Gives a call of this team, which is offered to nobody, to the team it names: from the commit on it is in
    /// that team's book. To take it from another team is not possible: whoever holds a team's lock has its calls
    /// alone.
    void handOver(QueueEntry entry);

    /// The other team in whose book the call is, or whose assistant talks with it.
    Optional<TeamId> otherTeamOf(CallId call);

    /// Takes the call out of the queue; nothing happens if it is not in it.
    void remove(CallId call);
}
