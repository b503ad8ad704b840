package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.AWAY;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.NELL;
import static org.permanence.testing.House.OTHER_TEAM;
import static org.permanence.testing.House.PORT_ROYAL;
import static org.permanence.testing.House.TEAM;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.URGENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Assistant;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.journal.CallEvent;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Overflow;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.practice.TeamId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

/// Callers whom another team helps out with: Nell's, after half a minute.
class OverflowOffersTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private static final Practice WITH_OVERFLOW = House.with(
            new QueueRules(
                    5,
                    Duration.ofMinutes(2),
                    Duration.ZERO,
                    Duration.ofSeconds(20),
                    FairnessRules.ARRIVAL_ORDER,
                    Optional.of(new Overflow(OTHER_TEAM, HALF_A_MINUTE))),
            LES_LILAS);

    private static final CallId SCRIPTED = new CallId("scripted");

    private final House practices = House.with(INES, NELL);
    private final Shift shift = new Shift(practices);

    @Test
    void callerIsOfferedToTheOverflowTeamAfterTheConfiguredWait() throws CallEnded {
        shift.signsIn(NELL);
        Instant start = shift.clock().instant();

        try (var reservation = reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
            assertEquals(RESERVED, shift.state(NELL));
            assertEquals(start.plus(HALF_A_MINUTE), shift.clock().instant());
        }
        assertEquals(
                List.of(CallEvent.QUEUED, CallEvent.ASSISTANT_RESERVED),
                shift.journal().stations());
    }

    @Test
    void overflowTeamIsNotOfferedCallersEarlier() throws CallEnded {
        shift.signsIn(NELL);
        shift.clock().after(Duration.ofSeconds(29), () -> shift.signsIn(INES));

        try (var reservation = reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(INES.login(), reservation.assistant());
            assertEquals(READY, shift.state(NELL));
        }
    }

    @Test
    void overflowingCallerKeepsThePositionInTheHomeTeam() throws CallEnded {
        shift.clock().after(Duration.ofSeconds(50), () -> shift.signsIn(INES));

        try (var reservation = reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(INES.login(), reservation.assistant());
        }
    }

    @Test
    void newlyReadyOverflowAssistantIsReservedWithinFiveSeconds() throws CallEnded {
        Instant start = shift.clock().instant();
        shift.clock().after(Duration.ofSeconds(51), () -> shift.signsIn(NELL));

        try (var reservation = reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
            assertEquals(start.plusSeconds(55), shift.clock().instant());
        }
    }

    @Test
    void overflowAssistantAnswersOnlyPracticesTheyMayServe() throws CallEnded {
        Assistant nora = House.of(OTHER_TEAM, House.assistant("nora", PORT_ROYAL));
        var withNora = new Shift(House.with(INES, nora));
        withNora.signsIn(nora);

        assertInstanceOf(WaitOutcome.TimedOut.class, withNora.hold(caller(), WITH_OVERFLOW, ROUTINE));
        assertEquals(READY, withNora.state(nora));
    }

    @Test
    void firstInAnswerOrderOverflowsFirst() throws CallEnded {
        save(entry("urgent", URGENT).withOverflow(new Overflow(OTHER_TEAM, Duration.ofSeconds(40))));
        shift.clock().after(Duration.ofSeconds(50), () -> shift.signsIn(NELL));

        assertInstanceOf(WaitOutcome.TimedOut.class, shift.hold(caller(), WITH_OVERFLOW, ROUTINE));
        assertEquals("nell", shift.reservedFor("urgent"));
    }

    @Test
    void callerReturnsToTheOldPositionWhenTheOverflowAssistantDoesNotAnswer() throws CallEnded {
        shift.signsIn(NELL);
        Reservation reservation = reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE));
        QueueEntry before = shift.store().waiting(SCRIPTED).orElseThrow();

        reservation.completed(BridgeOutcome.NO_ANSWER);

        assertEquals(AWAY, shift.state(NELL));
        assertEquals(
                Optional.of(before.withoutAssistant().movedTo(TEAM)),
                shift.store().waiting(SCRIPTED));
        shift.signsIn(INES);
        assertEquals("ines", shift.reservedFor("scripted"));
    }

    @Test
    void callAnsweredByTheOverflowTeamLeavesEveryQueue() throws CallEnded {
        shift.signsIn(NELL);
        Reservation reservation = reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE));

        reservation.connected();
        reservation.completed(BridgeOutcome.CONNECTED);

        assertEquals(Optional.empty(), shift.store().waiting(SCRIPTED));
        assertEquals(WRAP_UP, shift.state(NELL));
    }

    @Test
    void overflowReservationSurvivesARestart() throws CallEnded {
        shift.signsIn(NELL);
        reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE));
        Shift again = shift.restarted(practices);

        try (var reservation = reservation(again.hold(caller().returning(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
        }
    }

    @Test
    void callConnectedByTheOverflowTeamDuringARestartIsNotRungAgain() throws CallEnded {
        shift.signsIn(NELL);
        reservation(shift.hold(caller(), WITH_OVERFLOW, ROUTINE)).connected();
        Shift again = shift.restarted(practices);
        again.signsIn(INES);

        try (var reservation = reservation(again.hold(caller().returning(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
            assertEquals(true, reservation.wasAlreadyAnswered());
        }
        assertEquals(WRAP_UP, again.state(NELL));
        assertEquals(READY, again.state(INES));
    }

    @Test
    void crashBetweenOverflowAndAssignmentLosesNoCaller() {
        QueueEntry call = entry("lent", ROUTINE).withOverflow(new Overflow(OTHER_TEAM, Duration.ZERO));
        save(call);
        shift.store().inTeam(TEAM, transaction -> {
            transaction.handOver(call.movedTo(OTHER_TEAM));
            return transaction;
        });

        shift.match(OTHER_TEAM);

        assertEquals(Optional.of(call), shift.store().waiting(call.call()));
    }

    @Test
    void hangupReleasesTheReservedOverflowAssistant() {
        var call = caller();
        shift.signsIn(NELL);
        shift.clock().after(HALF_A_MINUTE, call::leaves);

        assertThrows(CallEnded.class, () -> shift.hold(call, WITH_OVERFLOW, ROUTINE));

        assertEquals(READY, shift.state(NELL));
        assertEquals(Optional.empty(), shift.store().waiting(SCRIPTED));
    }

    @Test
    void leavingCallerIsFoundInEitherTeam() {
        QueueEntry call = entry("scripted", ROUTINE).withOverflow(new Overflow(OTHER_TEAM, Duration.ZERO));
        shift.signsIn(NELL);
        save(call.movedTo(OTHER_TEAM));
        shift.match(OTHER_TEAM);
        assertEquals("nell", shift.reservedFor("scripted"));

        shift.room().leave(caller(), WITH_OVERFLOW);

        assertEquals(Optional.empty(), shift.store().waiting(SCRIPTED));
        assertEquals(READY, shift.state(NELL));
    }

    private QueueEntry entry(String call, Urgency urgency) {
        return new QueueEntry(
                new CallId(call), LES_LILAS.id(), TEAM, urgency, shift.clock().instant(), Optional.empty());
    }

    private void save(QueueEntry entry) {
        TeamId team = entry.team();
        shift.store().inTeam(team, transaction -> {
            transaction.save(entry);
            return transaction;
        });
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS);
    }

    private static Reservation reservation(WaitOutcome outcome) {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation();
    }
}
