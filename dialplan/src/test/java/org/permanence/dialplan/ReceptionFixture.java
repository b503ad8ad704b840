package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.permanence.callback.CallbackBooking;
import org.permanence.flow.CallRunner;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallRecord;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.InMemoryCallerHistory;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.Recorder;
import org.permanence.testing.OnThisThread;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.transfer.TransferRegistry;

/// Where the calls of a test are received: nothing is recorded, left or promised, and nobody has called before, but
/// for what the test says.
record ReceptionFixture(
        Shift shift,
        PracticeDirectory practices,
        TransferRegistry transfers,
        MessageServices messageServices,
        CallbackBooking callbackBooking,
        CallerHistory callerHistory,
        Optional<CallRecord> recordBeforeRestart) {

    static ReceptionFixture of(Shift shift, PracticeDirectory practices) {
        return new ReceptionFixture(
                shift,
                practices,
                new TransferRegistry(),
                MessageServices.NONE,
                CallbackBooking.NONE,
                new InMemoryCallerHistory(shift.clock(), 100),
                Optional.empty());
    }

    /// Whatever is dialled, it is this practice.
    static ReceptionFixture of(Shift shift, Practice only) {
        return of(shift, directoryWith(only));
    }

    private static PracticeDirectory directoryWith(Practice only) {
        return new PracticeDirectory() {
            @Override
            public Optional<Practice> findByNumber(PhoneNumber did) {
                return Optional.of(only);
            }

            @Override
            public Optional<Practice> find(PracticeId id) {
                return Optional.of(only);
            }

            @Override
            public Optional<PhoneNumber> numberOf(PracticeId id) {
                return Optional.empty();
            }
        };
    }

    ReceptionFixture withTransfers(TransferRegistry other) {
        return new ReceptionFixture(
                shift, practices, other, messageServices, callbackBooking, callerHistory, recordBeforeRestart);
    }

    ReceptionFixture withMessages(MessageServices other) {
        return new ReceptionFixture(
                shift, practices, transfers, other, callbackBooking, callerHistory, recordBeforeRestart);
    }

    ReceptionFixture withCallbacks(CallbackBooking other) {
        return new ReceptionFixture(
                shift, practices, transfers, messageServices, other, callerHistory, recordBeforeRestart);
    }

    ReceptionFixture withCallerHistory(CallerHistory other) {
        return new ReceptionFixture(
                shift, practices, transfers, messageServices, callbackBooking, other, recordBeforeRestart);
    }

    /// What the journal knows of calls that come back.
    ReceptionFixture resuming(Optional<CallRecord> record) {
        return new ReceptionFixture(
                shift, practices, transfers, messageServices, callbackBooking, callerHistory, record);
    }

    CallRunner runner() {
        var factory = new ReceptionFactory(
                practices,
                shift.room(),
                shift.journal(),
                Recorder.none(),
                transfers,
                messageServices,
                callbackBooking,
                callerHistory,
                _ -> recordBeforeRestart,
                shift.clock());
        return new CallRunner(factory, OnThisThread::new, 1);
    }

    /// Plays the call's script to its last line, and says how it ended.
    Disposition receive(ScriptedCall call) {
        assertTrue(runner().accept(call));
        call.assertPlayedOut();
        return shift.journal().dispositionOf(call.id());
    }
}
