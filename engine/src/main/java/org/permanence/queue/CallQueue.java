package org.permanence.queue;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.triage.Urgency;

/// The queue, as the flow of a call uses it.
public interface CallQueue {

    /// Holds the caller, with music and announcements, until an assistant is reserved or the wait ends otherwise. A
    /// call that is queued already keeps its place: after a restart, or after an assistant did not answer. If the
    /// caller hangs up, the call is removed from the queue and [CallEnded] is thrown.
    ///
    /// @param onCallDueAt when the on-call lines are to be rung for the caller; empty for never. If they were
    ///     ringing when an engine died, they are due at once.
    WaitOutcome hold(Call call, Practice practice, Urgency urgency, Optional<Instant> onCallDueAt, CallEventLog events)
            throws CallEnded;

    /// Whether callers of the practice may wait for assistants at all. The others go to the fallback lines.
    boolean isServed(Practice practice);

    /// Whether the call is queued; false if the store is unavailable.
    boolean isQueued(Call call);

    /// The on-call lines no longer ring for the call: assistants may be reserved for it again.
    ///
    /// @throws StoreUnavailableException if the store is unavailable
    void resumeAssignment(Call call, Practice practice);

    /// The caller goes to the fallback lines, although the wait is not over. The entry stays as after
    /// [WaitOutcome.TimedOut]: [#leave] removes it once the caller is there.
    ///
    /// @throws StoreUnavailableException if the store is unavailable
    void giveUp(Call call, Practice practice);

    /// Removes the call from the queue; nothing happens if it is not queued.
    void leave(Call call, Practice practice);
}
