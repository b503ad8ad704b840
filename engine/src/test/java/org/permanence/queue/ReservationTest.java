package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.assistant.AssistantState.IN_CALL;
import static org.permanence.assistant.AssistantState.PAUSED;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.journal.CallEvent.ANSWER_DROPPED;
import static org.permanence.journal.CallEvent.ASSISTANT_RESERVED;
import static org.permanence.journal.CallEvent.BRIDGED;
import static org.permanence.journal.CallEvent.BRIDGE_ENDED;
import static org.permanence.journal.CallEvent.QUEUED;
import static org.permanence.journal.CallEvent.RING_NO_ANSWER;
import static org.permanence.journal.CallEvent.WRAPPING_UP;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.triage.Urgency.ROUTINE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.PauseReason;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

class ReservationTest {

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard());
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS_DID);

    @Test
    void closingWhileRingingRestoresReadySinceAndRemovesTheEntry() throws CallEnded {
        scenario.signsIn(INES);
        Instant readySince = scenario.presence(INES).readySince();

        reserve().close();

        assertEquals(READY, scenario.state(INES));
        assertEquals(readySince, scenario.presence(INES).readySince());
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void assistantWhoDoesNotAnswerIsPausedAndTheCallerKeepsThePosition() throws CallEnded {
        scenario.signsIn(INES).signsIn(OMAR);
        try (var reservation = reserve()) {
            scenario.waits("behind", LES_LILAS, ROUTINE);
            reservation.completed(BridgeOutcome.NO_ANSWER);
        }

        assertEquals(PAUSED, scenario.state(INES));
        assertEquals(Optional.of(PauseReason.NO_ANSWER), scenario.presence(INES).reason());
        assertEquals(List.of("scripted", "behind"), scenario.queue());
    }

    @Test
    void readyAssistantIsReservedAtOnceWhenAnotherDoesNotAnswer() throws CallEnded {
        scenario.signsIn(INES);
        Reservation first = reserve();
        try (first) {
            scenario.signsIn(OMAR);
            first.completed(BridgeOutcome.BUSY);
        }
        assertEquals("omar", scenario.reservedFor("scripted"));

        try (var second = reserve()) {
            assertEquals(new Line("omar"), second.line());
        }
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, RING_NO_ANSWER, ASSISTANT_RESERVED),
                scenario.journal().events());
    }

    @Test
    void assistantWhoHangsUpAtOnceIsPausedAndTheCallerKeepsThePosition() throws CallEnded {
        scenario.signsIn(INES);
        try (var reservation = reserve()) {
            scenario.waits("behind", LES_LILAS, ROUTINE);
            reservation.connected();
            assertEquals(List.of("behind"), scenario.queue());
            reservation.completed(BridgeOutcome.DROPPED);
        }

        assertEquals(PAUSED, scenario.state(INES));
        assertEquals(Optional.of(PauseReason.HUNG_UP), scenario.presence(INES).reason());
        assertEquals(List.of("scripted", "behind"), scenario.queue());
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, BRIDGED, ANSWER_DROPPED),
                scenario.journal().eventsOf(call.id()));
    }

    @Test
    void answerThatWasNotStoredIsDroppedAllTheSame() throws CallEnded {
        scenario.signsIn(INES);
        try (var reservation = reserve()) {
            scenario.store().becomeUnavailable();
            reservation.connected();
            scenario.store().becomeAvailable();
            reservation.completed(BridgeOutcome.DROPPED);
        }

        assertEquals(PAUSED, scenario.state(INES));
        assertEquals(List.of("scripted"), scenario.queue());
    }

    @Test
    void readyAssistantIsReservedAtOnceWhenAnotherHangsUp() throws CallEnded {
        scenario.signsIn(INES);
        try (var first = reserve()) {
            scenario.signsIn(OMAR);
            first.connected();
            first.completed(BridgeOutcome.DROPPED);
        }

        assertEquals("omar", scenario.reservedFor("scripted"));
    }

    @Test
    void unreachablePhonePausesTheAssistantWithThatReason() throws CallEnded {
        scenario.signsIn(INES);
        try (var reservation = reserve()) {
            reservation.completed(BridgeOutcome.UNREACHABLE);
        }

        assertEquals(
                Optional.of(PauseReason.UNREACHABLE), scenario.presence(INES).reason());
        assertEquals("no assistant", scenario.reservedFor("scripted"));
        assertEquals(List.of("scripted"), scenario.queue());
    }

    @Test
    void failedRingKeepsTheAssistantReadyAndTheCallerQueued() throws CallEnded {
        scenario.signsIn(INES).signsIn(OMAR);
        Instant readySince = scenario.presence(INES).readySince();
        try (var reservation = reserve()) {
            reservation.completed(BridgeOutcome.FAILED);
        }

        assertEquals(readySince, scenario.presence(INES).readySince());
        assertEquals(List.of("scripted"), scenario.queue());
        assertEquals("ines", scenario.reservedFor("scripted"));
        assertFalse(scenario.journal().events().contains(RING_NO_ANSWER));
    }

    @Test
    void connectedCallLeavesTheQueue() throws CallEnded {
        scenario.signsIn(INES);
        try (var reservation = reserve()) {
            assertEquals(RESERVED, scenario.state(INES));
            reservation.connected();
            assertEquals(IN_CALL, scenario.state(INES));
            assertEquals(Optional.of(call.id()), scenario.presence(INES).call());
            assertEquals(List.of(), scenario.queue());
            reservation.completed(BridgeOutcome.CONNECTED);
        }
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, BRIDGED, BRIDGE_ENDED, WRAPPING_UP),
                scenario.journal().events());
    }

    @Test
    void wrapUpBlocksCallsUntilItsTimeIsOver() throws CallEnded {
        scenario.signsIn(INES);
        completeCall();
        scenario.waits("next", LES_LILAS, ROUTINE);
        assertEquals(WRAP_UP, scenario.state(INES));

        scenario.clock().advance(INES.wrapUp().minus(Duration.ofMillis(1001)));
        scenario.match();
        assertEquals("no assistant", scenario.reservedFor("next"));

        scenario.clock().advance(Duration.ofMillis(1));
        scenario.match();
        assertEquals("ines", scenario.reservedFor("next"));
    }

    @Test
    void resumingEndsTheWrapUpAndTheNextCallIsAssigned() throws CallEnded {
        scenario.signsIn(INES);
        completeCall();
        scenario.waits("next", LES_LILAS, ROUTINE);

        scenario.on(INES, AssistantEvent.RESUMED);

        assertEquals("ines", scenario.reservedFor("next"));
    }

    @Test
    void closingAConnectedReservationEndsTheCall() throws CallEnded {
        scenario.signsIn(INES);
        try (var reservation = reserve()) {
            reservation.connected();
        }

        assertEquals(WRAP_UP, scenario.state(INES));
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, BRIDGED, BRIDGE_ENDED, WRAPPING_UP),
                scenario.journal().events());
    }

    @Test
    void closingAgainChangesNothing() throws CallEnded {
        scenario.signsIn(INES);
        Reservation reservation = reserve();
        reservation.connected();
        reservation.completed(BridgeOutcome.CONNECTED);
        scenario.on(INES, AssistantEvent.RESUMED);
        scenario.waits("next", LES_LILAS, ROUTINE);

        reservation.close();
        reservation.close();

        assertEquals(RESERVED, scenario.state(INES));
        assertEquals("ines", scenario.reservedFor("next"));
    }

    @Test
    void unavailableStoreDoesNotEndACallOrItsJournal() throws CallEnded {
        scenario.signsIn(INES);
        try (var reservation = reserve()) {
            scenario.store().becomeUnavailable();
            reservation.connected();
            assertEquals(BridgeOutcome.CONNECTED, reservation.completed(BridgeOutcome.CONNECTED));
        }

        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, BRIDGED, BRIDGE_ENDED, WRAPPING_UP),
                scenario.journal().events());
    }

    @Test
    void unavailableStoreDoesNotPreventClosing() throws CallEnded {
        scenario.signsIn(INES);
        Reservation reservation = reserve();
        scenario.store().becomeUnavailable();

        reservation.close();

        scenario.store().becomeAvailable();
        assertEquals(RESERVED, scenario.state(INES)); // The reconciler repairs it by what the switch says.
    }

    @Test
    void callConnectedDuringAnEngineRestartIsNotRungAgain() throws CallEnded {
        scenario.signsIn(INES);
        reserve().connected();
        QueueScenario restarted = scenario.restarted(SamplePractices.standard());

        try (var reservation = reserve(restarted)) {
            assertTrue(reservation.wasAlreadyAnswered());
            assertEquals(IN_CALL, restarted.state(INES));
        }

        assertEquals(WRAP_UP, restarted.state(INES));
        assertEquals(List.of(BRIDGE_ENDED, WRAPPING_UP), restarted.journal().events());
        assertEquals(List.of(), restarted.queue());
    }

    @Test
    void ringTimeoutIsThatOfTheAssistant() throws CallEnded {
        scenario.signsIn(INES);
        try (var reservation = reserve()) {
            assertEquals(INES.line(), reservation.line());
            assertEquals(INES.ringTimeout(), reservation.ringTimeout());
            assertFalse(reservation.wasAlreadyAnswered());
        }
        assertEquals(List.of(), scenario.journal().eventsOf(new CallId("another")));
    }

    private void completeCall() throws CallEnded {
        try (var reservation = reserve()) {
            reservation.connected();
            reservation.completed(BridgeOutcome.CONNECTED);
        }
    }

    private Reservation reserve() throws CallEnded {
        return reserve(scenario);
    }

    private Reservation reserve(QueueScenario on) throws CallEnded {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, on.hold(call, LES_LILAS, ROUTINE))
                .reservation();
    }
}
