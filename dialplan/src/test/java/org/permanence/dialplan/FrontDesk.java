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
import org.permanence.transfer.Transfers;

/// Where the calls of a test are received: nothing is recorded, left or promised, and nobody has called before, but
/// for what the test says.
record FrontDesk(
        Shift shift,
        PracticeDirectory practices,
        Transfers transfers,
        MessageKit messages,
        CallbackBooking callbackBooking,
        CallerHistory callerHistory,
        Optional<CallRecord> earlier) {

    static FrontDesk of(Shift shift, PracticeDirectory practices) {
        return new FrontDesk(
                shift,
                practices,
                new Transfers(),
                MessageKit.NONE,
                CallbackBooking.NONE,
                new InMemoryCallerHistory(shift.clock(), 100),
                Optional.empty());
    }

    /// Whatever is dialled, it is this practice.
    static FrontDesk of(Shift shift, Practice only) {
        return of(shift, directoryOf(only));
    }

    private static PracticeDirectory directoryOf(Practice only) {
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

    FrontDesk handingOver(Transfers other) {
        return new FrontDesk(shift, practices, other, messages, callbackBooking, callerHistory, earlier);
    }

    FrontDesk taking(MessageKit other) {
        return new FrontDesk(shift, practices, transfers, other, callbackBooking, callerHistory, earlier);
    }

    FrontDesk promising(CallbackBooking other) {
        return new FrontDesk(shift, practices, transfers, messages, other, callerHistory, earlier);
    }

    FrontDesk knowing(CallerHistory other) {
        return new FrontDesk(shift, practices, transfers, messages, callbackBooking, other, earlier);
    }

    /// What the journal knows of calls that come back.
    FrontDesk after(Optional<CallRecord> record) {
        return new FrontDesk(shift, practices, transfers, messages, callbackBooking, callerHistory, record);
    }

    CallRunner runner() {
        var receptions = new Receptions(
                practices,
                shift.room(),
                shift.journal(),
                Recorder.none(),
                transfers,
                messages,
                callbackBooking,
                callerHistory,
                _ -> earlier,
                shift.clock());
        return new CallRunner(receptions, OnThisThread::new, 1);
    }

    /// Plays the call's script to its last line, and says how it ended.
    Disposition receive(ScriptedCall call) {
        assertTrue(runner().accept(call));
        call.assertPlayedOut();
        return shift.journal().dispositionOf(call.id());
    }
}
