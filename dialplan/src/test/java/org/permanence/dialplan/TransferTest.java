package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.OMAR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantState;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.note.AssistantCalls;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.transfer.Transfer.Result;
import org.permanence.transfer.TransferRegistry;

/// Case 9 of [Reception]: an assistant transfers the caller to the doctor.
class TransferTest {

    private static final Line DOCTOR = new Line("doctor");

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard()).signsIn(INES);
    private final TransferRegistry transfers = new TransferRegistry(new AssistantCalls(scenario.clock()));
    private final List<Result> results = new ArrayList<>();
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS_DID)
            .hears("les-lilas.greeting")
            .hears("fr.emergency-question")
            .presses('2');

    @Test
    void transferIsRefusedIfTheAssistantIsNotOnACall() {
        assertEquals(Result.NOT_ON_CALL, transfers.start(INES.login(), DOCTOR));
        receive(call.duringNextStep(() -> requestsTransferTo(DOCTOR)).talksTo("ines"));

        assertEquals(Result.NOT_ON_CALL, transfers.start(INES.login(), DOCTOR));
        assertEquals(List.of(Result.NOT_ON_CALL), results, "the transfer is refused before Ines has answered");
    }

    @Test
    void transferToALineOfNoPracticeIsRefused() {
        receive(call.talksTo("ines", () -> requestsTransferTo(new Line("garde"))));

        assertEquals(List.of(Result.UNKNOWN_LINE), results);
        assertTrue(eventsOf(CallEvent.TRANSFERRING).isEmpty());
    }

    @Test
    void assistantCannotTransferAnotherAssistantsCaller() {
        receive(call.talksTo("ines", () -> results.add(transfers.start(OMAR.login(), DOCTOR))));

        assertEquals(List.of(Result.NOT_ON_CALL), results);
    }

    @Test
    void onlyOneTransferTargetRingsAtATime() {
        receive(call.talksTo("ines", () -> {
                    requestsTransferTo(DOCTOR);
                    requestsTransferTo(DOCTOR);
                })
                .talksTo("doctor"));

        assertEquals(List.of(Result.RINGING, Result.ALREADY_RINGING), results);
    }

    @Test
    void failedTransferKeepsTheConversation() {
        receive(call.talksTo("ines", () -> {
            call.cannotRingSecondLine();
            requestsTransferTo(DOCTOR);
        }));

        assertEquals(List.of(Result.FAILED), results);
        assertEquals(1, eventsOf(CallEvent.TRANSFER_RETURNED).size());
    }

    @Test
    void transferredCallerIsConnectedToTheDoctorAndTheAssistantIsFree() {
        var doctor = (Runnable) () -> assertEquals(AssistantState.WRAP_UP, scenario.state(INES));

        assertEquals(
                HANDLED,
                receive(call.talksTo("ines", () -> requestsTransferTo(DOCTOR)).talksTo("doctor", doctor)));

        assertEquals(
                List.of(
                        CallEvent.BRIDGED,
                        CallEvent.TRANSFERRING,
                        CallEvent.BRIDGE_ENDED,
                        CallEvent.WRAPPING_UP,
                        CallEvent.TRANSFERRED,
                        CallEvent.ENDED),
                scenario.journal().events().subList(6, 12));
    }

    @Test
    void unansweredTransferKeepsTheConversation() {
        assertEquals(HANDLED, receive(call.talksTo("ines", () -> {
            requestsTransferTo(DOCTOR);
            call.secondLineEnds(BridgeOutcome.NO_ANSWER);
            requestsTransferTo(DOCTOR);
            call.secondLineEnds(BridgeOutcome.BUSY);
        })));

        assertEquals(List.of(Result.RINGING, Result.RINGING), results, "a second request is allowed");
        assertEquals(2, eventsOf(CallEvent.TRANSFER_RETURNED).size());
        assertTrue(eventsOf(CallEvent.TRANSFERRED).isEmpty());
    }

    @Test
    void callerReturnsToTheQueueIfABlindTransferIsNotAnswered() {
        scenario.signsIn(OMAR);

        assertEquals(
                HANDLED,
                receive(call.talksTo("ines", () -> requestsTransferTo(DOCTOR))
                        .getsNoAnswerFrom("doctor")
                        .talksTo("omar")));

        assertEquals(1, eventsOf(CallEvent.TRANSFER_RETURNED).size());
        assertEquals(AssistantState.WRAP_UP, scenario.state(OMAR));
    }

    @Test
    void hangupAfterReturningToTheQueueIsAbandoned() {
        scenario.clock().after(Duration.ofSeconds(5), call::hangsUpNow);

        assertEquals(
                ABANDONED,
                receive(call.talksTo("ines", () -> requestsTransferTo(DOCTOR)).cannotReach("doctor")));
    }

    @Test
    void hangupWhileTheDoctorRingsIsHandled() {
        assertEquals(
                HANDLED,
                receive(call.talksTo("ines", () -> requestsTransferTo(DOCTOR)).hangsUpWhileItRings("doctor")));
    }

    private void requestsTransferTo(Line line) {
        results.add(transfers.start(INES.login(), line));
    }

    private List<CallEvent> eventsOf(CallEvent wanted) {
        return scenario.journal().events().stream().filter(wanted::equals).toList();
    }

    private Disposition receive(ScriptedCall caller) {
        Disposition disposition = ReceptionFixture.of(scenario, SamplePractices.standard())
                .withTransfers(transfers)
                .receive(caller);
        assertEquals(0, scenario.waitingCount());
        return disposition;
    }
}
