package org.permanence.queue;

import java.time.Instant;
import org.permanence.call.Call;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.triage.Urgency;

/// A caller on hold, and what the practice offers them.
///
/// @param onCallDueAt when the on-call lines are to be rung for the caller; [Instant#MAX] for never
record HeldCaller(Call call, Practice practice, EnqueueResult enqueued, Instant onCallDueAt, CallEventLog events) {

    boolean isRoutine() {
        return enqueued.entry().urgency() == Urgency.ROUTINE;
    }

    boolean mayRequestCallback() {
        return isRoutine() && practice.returningCallers().callback().isPresent();
    }

    boolean mayLeaveMessage() {
        return isRoutine() && practice.messages().whileQueued();
    }

    Instant maxWaitEnd() {
        return enqueued.entry().since().plus(practice.queue().maxWait());
    }
}
