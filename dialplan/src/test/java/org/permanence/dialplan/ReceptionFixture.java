package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.permanence.callback.CallbackBooking;
import org.permanence.flow.CallRunner;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallRecord;
import org.permanence.note.AssistantCalls;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.InMemoryCallerHistory;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.RecordingFactory;
import org.permanence.testing.InlineThread;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.ScriptedCall;
import org.permanence.transfer.TransferRegistry;

/// The reception for the calls of a test. By default it takes no messages, books no callbacks, records nothing, and
/// has no earlier callers.
record ReceptionFixture(
        QueueScenario scenario,
        PracticeDirectory practices,
        TransferRegistry transfers,
        MessageServices messageServices,
        CallbackBooking callbackBooking,
        CallerHistory callerHistory,
        Optional<CallRecord> recordBeforeRestart) {

    static ReceptionFixture of(QueueScenario scenario, PracticeDirectory practices) {
        return new ReceptionFixture(
                scenario,
                practices,
                new TransferRegistry(new AssistantCalls(scenario.clock())),
                MessageServices.NONE,
                CallbackBooking.NONE,
                new InMemoryCallerHistory(scenario.clock(), 100),
                Optional.empty());
    }

    /// Every number belongs to this practice.
    static ReceptionFixture of(QueueScenario scenario, Practice only) {
        return of(scenario, directoryWith(only));
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
                scenario, practices, other, messageServices, callbackBooking, callerHistory, recordBeforeRestart);
    }

    ReceptionFixture withMessages(MessageServices other) {
        return new ReceptionFixture(
                scenario, practices, transfers, other, callbackBooking, callerHistory, recordBeforeRestart);
    }

    ReceptionFixture withCallbacks(CallbackBooking other) {
        return new ReceptionFixture(
                scenario, practices, transfers, messageServices, other, callerHistory, recordBeforeRestart);
    }

    ReceptionFixture withCallerHistory(CallerHistory other) {
        return new ReceptionFixture(
                scenario, practices, transfers, messageServices, callbackBooking, other, recordBeforeRestart);
    }

    /// The journal's record of a call that comes back.
    ReceptionFixture resuming(Optional<CallRecord> record) {
        return new ReceptionFixture(
                scenario, practices, transfers, messageServices, callbackBooking, callerHistory, record);
    }

    CallRunner runner() {
        var services = new ReceptionServices(
                practices,
                scenario.holdLoop(),
                scenario.journal(),
                RecordingFactory.none(),
                transfers,
                messageServices,
                callbackBooking,
                callerHistory,
                _ -> recordBeforeRestart,
                scenario.clock());
        return new CallRunner(new ReceptionFactory(services), InlineThread::new, 1);
    }

    /// Runs the flow of the call; the script must be played to its end.
    Disposition receive(ScriptedCall call) {
        assertTrue(runner().accept(call));
        call.assertPlayedOut();
        return scenario.journal().dispositionOf(call.id());
    }
}
