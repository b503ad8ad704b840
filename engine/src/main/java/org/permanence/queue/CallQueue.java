package org.permanence.queue;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.triage.Urgency;

public interface CallQueue {

    /// Holds the caller, with music and position, until an assistant is reserved for them or the queue gives up. A
    /// call that is in the queue already (it came back after a restart, or rang in vain) keeps its place. A caller
    /// who leaves first is taken out of the queue, then [CallEnded] goes on its way.
    ///
    /// @param onCallAt from when whoever is on call is to be rung for the caller; never, where there is none. Where
    ///     they were being rung as an engine died, that is at once.
    WaitOutcome hold(Call call, Practice practice, Urgency urgency, Optional<Instant> onCallDueAt, CallEventLog events)
            throws CallEnded;

    /// Whether the call has a place; none, where that cannot be known.
    boolean isQueued(Call call);

    /// Nobody on call is being rung for the call any more: it may be offered to an assistant again.
    ///
    /// @throws StoreUnavailableException where the store is away
    void resumeAssignment(Call call, Practice practice);

    /// Takes the call out of the queue; nothing happens if it is not in it.
    void leave(Call call, Practice practice);
}
