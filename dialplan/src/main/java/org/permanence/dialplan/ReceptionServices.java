package org.permanence.dialplan;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.callback.CallbackBooking;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Journal;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.PracticeDirectory;
import org.permanence.queue.CallQueue;
import org.permanence.recording.RecordingFactory;
import org.permanence.transfer.TransferRegistry;

/// The engine's services that a reception uses, the same for all calls.
public record ReceptionServices(
        PracticeDirectory practices,
        CallQueue queue,
        Journal journal,
        RecordingFactory recordings,
        TransferRegistry transfers,
        MessageServices messages,
        CallbackBooking callbackBooking,
        CallerHistory callerHistory,
        CallRecords callRecords,
        InstantSource clock) {

    /// Finds the journal's record of a call that comes back after a restart of the engine.
    public interface CallRecords {

        Optional<CallRecord> find(CallId call);
    }
}
