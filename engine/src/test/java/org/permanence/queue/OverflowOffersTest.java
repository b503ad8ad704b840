package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.PAUSED;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.NELL;
import static org.permanence.testing.SamplePractices.OTHER_TEAM;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
import static org.permanence.testing.SamplePractices.TEAM;
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
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.triage.Urgency;

/// Calls that overflow to Nell's team after half a minute.
class OverflowOffersTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private static final Practice WITH_OVERFLOW = LES_LILAS.withQueue(new QueueRules(
            5,
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ofSeconds(20),
            FairnessRules.ARRIVAL_ORDER,
            Optional.of(new Overflow(OTHER_TEAM, HALF_A_MINUTE))));

    private static final CallId SCRIPTED = new CallId("scripted");

    private final SamplePractices practices = SamplePractices.with(INES, NELL);
    private final QueueScenario scenario = new QueueScenario(practices);

    @Test
    void callOverflowsAfterTheConfiguredWait() throws CallEnded {
        scenario.signsIn(NELL);
        Instant start = scenario.clock().instant();

        try (var reservation = reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
            assertEquals(RESERVED, scenario.state(NELL));
            assertEquals(start.plus(HALF_A_MINUTE), scenario.clock().instant());
        }
        assertEquals(
                List.of(CallEvent.QUEUED, CallEvent.ASSISTANT_RESERVED),
                scenario.journal().events());
    }

    @Test
    void callDoesNotOverflowEarlier() throws CallEnded {
        scenario.signsIn(NELL);
        scenario.clock().after(Duration.ofSeconds(29), () -> scenario.signsIn(INES));

        try (var reservation = reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(INES.login(), reservation.assistant());
            assertEquals(READY, scenario.state(NELL));
        }
    }

    @Test
    void overflowingCallerKeepsThePositionInTheHomeTeam() throws CallEnded {
        scenario.clock().after(Duration.ofSeconds(50), () -> scenario.signsIn(INES));

        try (var reservation = reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(INES.login(), reservation.assistant());
        }
    }

    @Test
    void newlyReadyOverflowAssistantIsReservedWithinFiveSeconds() throws CallEnded {
        Instant start = scenario.clock().instant();
        scenario.clock().after(Duration.ofSeconds(51), () -> scenario.signsIn(NELL));

        try (var reservation = reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
            assertEquals(start.plusSeconds(55), scenario.clock().instant());
        }
    }

    @Test
    void overflowAssistantAnswersOnlyPracticesTheyMayServe() throws CallEnded {
        Assistant nora = SamplePractices.assistant("nora", PORT_ROYAL).withTeam(OTHER_TEAM);
        var withNora = new QueueScenario(SamplePractices.with(INES, nora));
        withNora.signsIn(nora);

        assertInstanceOf(WaitOutcome.TimedOut.class, withNora.hold(caller(), WITH_OVERFLOW, ROUTINE));
        assertEquals(READY, withNora.state(nora));
    }

    @Test
    void firstInAnswerOrderOverflowsFirst() throws CallEnded {
        save(entry("urgent", URGENT).withOverflow(new Overflow(OTHER_TEAM, Duration.ofSeconds(40))));
        scenario.clock().after(Duration.ofSeconds(50), () -> scenario.signsIn(NELL));

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), WITH_OVERFLOW, ROUTINE));
        assertEquals("nell", scenario.reservedFor("urgent"));
    }

    @Test
    void callerReturnsToTheOldPositionWhenTheOverflowAssistantDoesNotAnswer() throws CallEnded {
        scenario.signsIn(NELL);
        Reservation reservation = reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE));
        QueueEntry before = scenario.store().waiting(SCRIPTED).orElseThrow();

        reservation.completed(BridgeOutcome.NO_ANSWER);

        assertEquals(PAUSED, scenario.state(NELL));
        assertEquals(
                Optional.of(before.withoutAssistant().movedTo(TEAM)),
                scenario.store().waiting(SCRIPTED));
        scenario.signsIn(INES);
        assertEquals("ines", scenario.reservedFor("scripted"));
    }

    @Test
    void callAnsweredByTheOverflowTeamLeavesEveryQueue() throws CallEnded {
        scenario.signsIn(NELL);
        Reservation reservation = reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE));

        reservation.connected();
        reservation.completed(BridgeOutcome.CONNECTED);

        assertEquals(Optional.empty(), scenario.store().waiting(SCRIPTED));
        assertEquals(WRAP_UP, scenario.state(NELL));
    }

    @Test
    void overflowReservationSurvivesARestart() throws CallEnded {
        scenario.signsIn(NELL);
        reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE));
        QueueScenario restarted = scenario.restarted(practices);

        try (var reservation = reservation(restarted.hold(caller().returning(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
        }
    }

    @Test
    void callConnectedByTheOverflowTeamDuringARestartIsNotRungAgain() throws CallEnded {
        scenario.signsIn(NELL);
        reservation(scenario.hold(caller(), WITH_OVERFLOW, ROUTINE)).connected();
        QueueScenario restarted = scenario.restarted(practices);
        restarted.signsIn(INES);

        try (var reservation = reservation(restarted.hold(caller().returning(), WITH_OVERFLOW, ROUTINE))) {
            assertEquals(NELL.login(), reservation.assistant());
            assertEquals(true, reservation.wasAlreadyAnswered());
        }
        assertEquals(WRAP_UP, restarted.state(NELL));
        assertEquals(READY, restarted.state(INES));
    }

    @Test
    void crashBetweenOverflowAndAssignmentLosesNoCaller() {
        QueueEntry call = entry("lent", ROUTINE).withOverflow(new Overflow(OTHER_TEAM, Duration.ZERO));
        save(call);
        scenario.store().inTeam(TEAM, transaction -> {
            transaction.handOver(call.movedTo(OTHER_TEAM));
            return transaction;
        });

        scenario.match(OTHER_TEAM);

        assertEquals(Optional.of(call), scenario.store().waiting(call.call()));
    }

    @Test
    void hangupReleasesTheReservedOverflowAssistant() {
        var call = caller();
        scenario.signsIn(NELL);
        scenario.clock().after(HALF_A_MINUTE, call::hangsUpNow);

        assertThrows(CallEnded.class, () -> scenario.hold(call, WITH_OVERFLOW, ROUTINE));

        assertEquals(READY, scenario.state(NELL));
        assertEquals(Optional.empty(), scenario.store().waiting(SCRIPTED));
    }

    @Test
    void leavingCallerIsFoundInEitherTeam() {
        QueueEntry call = entry("scripted", ROUTINE).withOverflow(new Overflow(OTHER_TEAM, Duration.ZERO));
        scenario.signsIn(NELL);
        save(call.movedTo(OTHER_TEAM));
        scenario.match(OTHER_TEAM);
        assertEquals("nell", scenario.reservedFor("scripted"));

        scenario.holdLoop().leave(caller(), WITH_OVERFLOW);

        assertEquals(Optional.empty(), scenario.store().waiting(SCRIPTED));
        assertEquals(READY, scenario.state(NELL));
    }

    private QueueEntry entry(String call, Urgency urgency) {
        return QueueEntry.arriving(
                new CallId(call),
                LES_LILAS.id(),
                TEAM,
                urgency,
                scenario.clock().instant());
    }

    private void save(QueueEntry entry) {
        TeamId team = entry.team();
        scenario.store().inTeam(team, transaction -> {
            transaction.save(entry);
            return transaction;
        });
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID);
    }

    private static Reservation reservation(WaitOutcome outcome) {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation();
    }
}
