package org.permanence.dialplan;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.callback.CallbackBooking;
import org.permanence.flow.CallFlow;
import org.permanence.flow.CallFlows;
import org.permanence.journal.CallJournal;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Journal;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.PracticeDirectory;
import org.permanence.queue.CallQueue;
import org.permanence.recording.Recorder;
import org.permanence.transfer.Transfers;

/// Gives each call the reception of the practice that was dialled.
public final class Receptions implements CallFlows {

    /// What is known of a call that has been here before.
    public interface EarlierCalls {

        Optional<CallRecord> of(CallId call);
    }

    private final PracticeDirectory practices;
    private final CallQueue queue;
    private final Journal journal;
    private final Recorder recordings;
    private final Transfers transfers;
    private final MessageKit messages;
    private final CallbackBooking callbackBooking;
    private final CallerHistory callerHistory;
    private final EarlierCalls earlier;
    private final InstantSource clock;

    public Receptions(
            PracticeDirectory practices,
            CallQueue queue,
            Journal journal,
            Recorder recordings,
            Transfers transfers,
            MessageKit messages,
            CallbackBooking callbackBooking,
            CallerHistory callerHistory,
            EarlierCalls earlier,
            InstantSource clock) {
        this.practices = practices;
        this.queue = queue;
        this.journal = journal;
        this.recordings = recordings;
        this.transfers = transfers;
        this.messages = messages;
        this.callbackBooking = callbackBooking;
        this.callerHistory = callerHistory;
        this.earlier = earlier;
        this.clock = clock;
    }

    /// @throws IllegalStateException for a number of no practice: the dialplan knows which line to ring then
    @Override
    public CallFlow flowFor(Call call) {
        var practice = practices
                .findByNumber(call.did())
                .orElseThrow(() -> new IllegalStateException("dialled number: nobody's (expected: a practice's)"));
        var page = new CallJournal(journal, call.id(), practice.id(), clock);
        Optional<CallRecord> record = call.isReturning() ? earlier.of(call.id()) : Optional.empty();
        var recording = recordings.of(call, practice, page, record.flatMap(CallRecord::consent));
        var transfer = transfers.of(call, practice, page, recording, record);
        var taking = new MessageTaking(call, practice, messages, page, clock);
        var callback = new CallbackTaking(call, practice, callbackBooking, messages.country());
        var caller = callerHistory.recordCall(
                practice.id(), call.caller(), practice.intake().callWindow());
        return new Reception(
                call, practices, practice, queue, page, recording, transfer, taking, callback, caller, clock, record);
    }
}
