package org.permanence.dialplan;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.callback.CallbackBooking;
import org.permanence.flow.CallFlow;
import org.permanence.flow.CallFlowFactory;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Journal;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.PracticeDirectory;
import org.permanence.queue.CallQueue;
import org.permanence.recording.RecordingFactory;
import org.permanence.transfer.TransferRegistry;

/// Gives each call the reception of the practice that was dialled.
public final class ReceptionFactory implements CallFlowFactory {

    /// What is known of a call that has been here before.
    public interface CallRecords {

        Optional<CallRecord> find(CallId call);
    }

    private final PracticeDirectory practices;
    private final CallQueue queue;
    private final Journal journal;
    private final RecordingFactory recordingFactory;
    private final TransferRegistry transfers;
    private final MessageServices messageServices;
    private final CallbackBooking callbackBooking;
    private final CallerHistory callerHistory;
    private final CallRecords callRecords;
    private final InstantSource clock;

    public ReceptionFactory(
            PracticeDirectory practices,
            CallQueue queue,
            Journal journal,
            RecordingFactory recordingFactory,
            TransferRegistry transfers,
            MessageServices messageServices,
            CallbackBooking callbackBooking,
            CallerHistory callerHistory,
            CallRecords callRecords,
            InstantSource clock) {
        this.practices = practices;
        this.queue = queue;
        this.journal = journal;
        this.recordingFactory = recordingFactory;
        this.transfers = transfers;
        this.messageServices = messageServices;
        this.callbackBooking = callbackBooking;
        this.callerHistory = callerHistory;
        this.callRecords = callRecords;
        this.clock = clock;
    }

    /// @throws IllegalStateException for a number of no practice: the dialplan knows which line to ring then
    @Override
    public CallFlow flowFor(Call call) {
        var practice = practices
                .findByNumber(call.did())
                .orElseThrow(() -> new IllegalStateException("dialled number: nobody's (expected: a practice's)"));
        var events = new CallEventLog(journal, call.id(), practice.id(), clock);
        Optional<CallRecord> record = call.isResumed() ? callRecords.find(call.id()) : Optional.empty();
        var recording = recordingFactory.forCall(call, practice, events, record.flatMap(CallRecord::consent));
        var transfer = transfers.register(call, practice, events, recording, record);
        var messageMenu = new MessageMenu(call, practice, messageServices, events, clock);
        var callbackMenu = new CallbackMenu(call, practice, callbackBooking, messageServices.country());
        var caller = callerHistory.recordCall(
                practice.id(), call.caller(), practice.intake().callWindow());
        return new Reception(
                call,
                practices,
                practice,
                queue,
                events,
                recording,
                transfer,
                messageMenu,
                callbackMenu,
                caller,
                clock,
                record);
    }
}
