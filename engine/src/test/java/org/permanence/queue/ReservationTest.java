package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.assistant.AssistantState.AWAY;
import static org.permanence.assistant.AssistantState.ON_CALL;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.journal.CallEvent.ASSISTANT_RESERVED;
import static org.permanence.journal.CallEvent.BRIDGED;
import static org.permanence.journal.CallEvent.BRIDGE_ENDED;
import static org.permanence.journal.CallEvent.QUEUED;
import static org.permanence.journal.CallEvent.RING_NO_ANSWER;
import static org.permanence.journal.CallEvent.WRAPPING_UP;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;
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
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;

class ReservationTest {

    private final Shift shift = new Shift(House.open());
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS);

    @Test
    void closingWhileRingingRestoresReadySinceAndRemovesTheEntry() throws CallEnded {
        shift.signsIn(INES);
        Instant readySince = shift.presence(INES).readySince();

        reserve().close();

        assertEquals(READY, shift.state(INES));
        assertEquals(readySince, shift.presence(INES).readySince());
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void assistantWhoDoesNotAnswerIsAwayAndTheCallerKeepsThePosition() throws CallEnded {
        shift.signsIn(INES).signsIn(OMAR);
        try (var reservation = reserve()) {
            shift.waits("behind", LES_LILAS, ROUTINE);
            reservation.completed(BridgeOutcome.NO_ANSWER);
        }

        assertEquals(AWAY, shift.state(INES));
        assertEquals(Optional.of(PauseReason.NO_ANSWER), shift.presence(INES).reason());
        assertEquals(List.of("scripted", "behind"), shift.queue());
    }

    @Test
    void readyAssistantIsReservedAtOnceWhenAnotherDoesNotAnswer() throws CallEnded {
        shift.signsIn(INES);
        Reservation first = reserve();
        try (first) {
            shift.signsIn(OMAR);
            first.completed(BridgeOutcome.BUSY);
        }
        assertEquals("omar", shift.reservedFor("scripted"));

        try (var second = reserve()) {
            assertEquals(new Line("omar"), second.line());
        }
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, RING_NO_ANSWER, ASSISTANT_RESERVED),
                shift.journal().stations());
    }

    @Test
    void unreachablePhoneSetsTheAssistantAwayWithThatReason() throws CallEnded {
        shift.signsIn(INES);
        try (var reservation = reserve()) {
            reservation.completed(BridgeOutcome.UNREACHABLE);
        }

        assertEquals(Optional.of(PauseReason.UNREACHABLE), shift.presence(INES).reason());
        assertEquals("nobody", shift.reservedFor("scripted"));
        assertEquals(List.of("scripted"), shift.queue());
    }

    @Test
    void failedRingKeepsTheAssistantReadyAndTheCallerQueued() throws CallEnded {
        shift.signsIn(INES).signsIn(OMAR);
        Instant readySince = shift.presence(INES).readySince();
        try (var reservation = reserve()) {
            reservation.completed(BridgeOutcome.FAILED);
        }

        assertEquals(readySince, shift.presence(INES).readySince());
        assertEquals(List.of("scripted"), shift.queue());
        assertEquals("ines", shift.reservedFor("scripted"));
        assertFalse(shift.journal().stations().contains(RING_NO_ANSWER));
    }

    @Test
    void connectedCallLeavesTheQueue() throws CallEnded {
        shift.signsIn(INES);
        try (var reservation = reserve()) {
            assertEquals(RESERVED, shift.state(INES));
            reservation.connected();
            assertEquals(ON_CALL, shift.state(INES));
            assertEquals(Optional.of(call.id()), shift.presence(INES).call());
            assertEquals(List.of(), shift.queue());
            reservation.completed(BridgeOutcome.CONNECTED);
        }
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, BRIDGED, BRIDGE_ENDED, WRAPPING_UP),
                shift.journal().stations());
    }

    @Test
    void wrapUpBlocksCallsUntilItsTimeIsOver() throws CallEnded {
        shift.signsIn(INES);
        completeCall();
        shift.waits("next", LES_LILAS, ROUTINE);
        assertEquals(WRAP_UP, shift.state(INES));

        shift.clock().advance(INES.wrapUp().minus(Duration.ofMillis(1001)));
        shift.match();
        assertEquals("nobody", shift.reservedFor("next"));

        shift.clock().advance(Duration.ofMillis(1));
        shift.match();
        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void resumingEndsTheWrapUpAndTheNextCallComes() throws CallEnded {
        shift.signsIn(INES);
        completeCall();
        shift.waits("next", LES_LILAS, ROUTINE);

        shift.on(INES, AssistantEvent.RESUMED);

        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void closingAConnectedReservationEndsTheCall() throws CallEnded {
        shift.signsIn(INES);
        try (var reservation = reserve()) {
            reservation.connected();
        }

        assertEquals(WRAP_UP, shift.state(INES));
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, BRIDGED, BRIDGE_ENDED, WRAPPING_UP),
                shift.journal().stations());
    }

    @Test
    void closingAgainChangesNothing() throws CallEnded {
        shift.signsIn(INES);
        Reservation reservation = reserve();
        reservation.connected();
        reservation.completed(BridgeOutcome.CONNECTED);
        shift.on(INES, AssistantEvent.RESUMED);
        shift.waits("next", LES_LILAS, ROUTINE);

        reservation.close();
        reservation.close();

        assertEquals(RESERVED, shift.state(INES));
        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void unavailableStoreDoesNotEndACallOrItsJournal() throws CallEnded {
        shift.signsIn(INES);
        try (var reservation = reserve()) {
            shift.store().goesAway();
            reservation.connected();
            assertEquals(BridgeOutcome.CONNECTED, reservation.completed(BridgeOutcome.CONNECTED));
        }

        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, BRIDGED, BRIDGE_ENDED, WRAPPING_UP),
                shift.journal().stations());
    }

    @Test
    void unavailableStoreDoesNotPreventClosing() throws CallEnded {
        shift.signsIn(INES);
        Reservation reservation = reserve();
        shift.store().goesAway();

        reservation.close();

        shift.store().comesBack();
        assertEquals(RESERVED, shift.state(INES)); // The upkeep mends it: it asks the switch what is true.
    }

    @Test
    void callConnectedDuringAnEngineRestartIsNotRungAgain() throws CallEnded {
        shift.signsIn(INES);
        reserve().connected();
        Shift again = shift.restarted(House.open());

        try (var reservation = reserve(again)) {
            assertTrue(reservation.wasAlreadyAnswered());
            assertEquals(ON_CALL, again.state(INES));
        }

        assertEquals(WRAP_UP, again.state(INES));
        assertEquals(List.of(BRIDGE_ENDED, WRAPPING_UP), again.journal().stations());
        assertEquals(List.of(), again.queue());
    }

    @Test
    void ringTimeoutIsTheAssistants() throws CallEnded {
        shift.signsIn(INES);
        try (var reservation = reserve()) {
            assertEquals(INES.line(), reservation.line());
            assertEquals(INES.ringTimeout(), reservation.ringTimeout());
            assertFalse(reservation.wasAlreadyAnswered());
        }
        assertEquals(List.of(), shift.journal().stationsOf(new CallId("another")));
    }

    private void completeCall() throws CallEnded {
        try (var reservation = reserve()) {
            reservation.connected();
            reservation.completed(BridgeOutcome.CONNECTED);
        }
    }

    private Reservation reserve() throws CallEnded {
        return reserve(shift);
    }

    private Reservation reserve(Shift on) throws CallEnded {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, on.hold(call, LES_LILAS, ROUTINE))
                .reservation();
    }
}
