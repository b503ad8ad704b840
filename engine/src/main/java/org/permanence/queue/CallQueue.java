package org.permanence.queue;

import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.journal.CallJournal;
import org.permanence.practice.Practice;
import org.permanence.triage.Urgency;

public interface CallQueue {

    /// Holds the caller, with music and position, until an assistant is reserved for them or the queue gives up. A
    /// call that is in the queue already (it came back after a restart, or rang in vain) keeps its place. A caller
    /// who leaves first is taken out of the queue, then [CallEnded] goes on its way.
    Wait hold(Call call, Practice practice, Urgency urgency, CallJournal journal) throws CallEnded;

    /// Takes the call out of the queue; nothing happens if it is not in it.
    void leave(Call call, Practice practice);
}
