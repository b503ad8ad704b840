package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
import static org.permanence.testing.SamplePractices.ZOE;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;
import static org.permanence.triage.Urgency.URGENT;
import static org.permanence.triage.Urgency.VITAL;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantEvent;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.journal.CallEvent;
import org.permanence.practice.ClosingPolicy;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Practice;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.triage.Urgency;

class HoldLoopTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard());

    @Test
    void routineCallerBeyondTheLimitIsRefusedAndLeavesNoEntry() throws CallEnded {
        Practice practice = lesLilas(2, Duration.ofMinutes(5), Duration.ZERO);
        scenario.waits("first", practice, ROUTINE).waits("second", practice, ROUTINE);

        assertInstanceOf(WaitOutcome.QueueFull.class, scenario.hold(caller(), practice, ROUTINE));

        assertEquals(List.of("first", "second"), scenario.queue());
        assertEquals(List.of(), scenario.journal().events());
        assertEquals(0, scenario.waitingCount());
    }

    @Test
    void callersMoreUrgentThanRoutineAreNeverRefused() throws CallEnded {
        Practice practice = lesLilas(0, Duration.ofSeconds(3), Duration.ZERO);

        for (Urgency urgency : List.of(VITAL, URGENT, UNCLEAR)) {
            assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), practice, urgency), urgency.name());
            scenario.leave("scripted", practice);
        }
        assertInstanceOf(WaitOutcome.QueueFull.class, scenario.hold(caller(), practice, ROUTINE));
    }

    @Test
    void urgentCallersDoNotCountAgainstTheRoutineLimit() throws CallEnded {
        Practice practice = lesLilas(1, Duration.ofMinutes(5), Duration.ZERO);
        scenario.waits("unclear", practice, UNCLEAR);

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), practice, ROUTINE));
    }

    @Test
    void eachPracticeHasItsOwnLimit() throws CallEnded {
        Practice practice = lesLilas(1, Duration.ofMinutes(5), Duration.ZERO);
        scenario.waits("first", PORT_ROYAL, ROUTINE).waits("second", PORT_ROYAL, ROUTINE);

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), practice, ROUTINE));
    }

    @Test
    void queuedCallerIsNotRefusedWhenTheQueueIsFull() throws CallEnded {
        Practice practice = lesLilas(1, Duration.ofMinutes(5), Duration.ZERO);
        scenario.waits("scripted", practice, ROUTINE);

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), practice, ROUTINE));
    }

    @Test
    void routineCallersAreReleasedAtClosingTimeOnlyIfThePracticeSaysSo() throws CallEnded {
        var noon = Instant.parse("2026-11-18T11:00:00Z"); // Twelve in Paris: the practice closes for lunch.
        Practice practice = lesLilas(5, Duration.ofMinutes(5), Duration.ZERO);
        var releasing = practice.withClosing(new ClosingPolicy(Duration.ZERO, true));

        var late = new QueueScenario(SamplePractices.standard(), noon.minusSeconds(60));
        assertInstanceOf(WaitOutcome.TimedOut.class, late.hold(caller(), practice, ROUTINE));
        var strict = new QueueScenario(SamplePractices.standard(), noon.minusSeconds(60));
        assertInstanceOf(WaitOutcome.PracticeClosed.class, strict.hold(caller(), releasing, ROUTINE));
        assertEquals(noon, strict.clock().instant());
        assertEquals(List.of(), strict.queue(), "the entry is removed");
        var unclear = new QueueScenario(SamplePractices.standard(), noon.minusSeconds(60));
        assertInstanceOf(
                WaitOutcome.TimedOut.class,
                unclear.hold(caller(), releasing, UNCLEAR),
                "a more urgent caller is not released");
    }

    @Test
    void waitTimesOutWhenNoAssistantComes() throws CallEnded {
        Instant start = scenario.clock().instant();
        var call = caller();

        assertInstanceOf(
                WaitOutcome.TimedOut.class,
                scenario.hold(call, lesLilas(5, Duration.ofSeconds(70), Duration.ZERO), ROUTINE));

        assertEquals(start.plusSeconds(70), scenario.clock().instant());
        assertEquals(List.of("music"), call.transcript());
        assertEquals(0, scenario.waitingCount());
    }

    @Test
    void noAssistantIsReservedForACallerWhoseWaitIsOver() throws CallEnded {
        assertInstanceOf(
                WaitOutcome.TimedOut.class,
                scenario.hold(caller(), lesLilas(5, Duration.ofSeconds(70), Duration.ZERO), ROUTINE));

        scenario.signsIn(INES);

        assertEquals(READY, scenario.state(INES));
        assertEquals(List.of("scripted"), scenario.queue(), "until the dialplan has the caller");
        scenario.leave("scripted", LES_LILAS);
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void waitThatIsOverDoesNotBeginAgainAfterARestart() throws CallEnded {
        Practice practice = lesLilas(5, Duration.ofSeconds(70), Duration.ZERO);
        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), practice, ROUTINE));
        QueueScenario restarted = scenario.restarted(SamplePractices.standard()).signsIn(INES);
        Instant before = restarted.clock().instant();

        assertInstanceOf(WaitOutcome.TimedOut.class, restarted.hold(caller().returning(), practice, ROUTINE));

        assertEquals(before, restarted.clock().instant());
        assertEquals(READY, restarted.state(INES));
    }

    @Test
    void assistantReservedInTheLastMomentIsRung() throws CallEnded {
        Practice practice = lesLilas(5, Duration.ofSeconds(70), Duration.ZERO);
        scenario.clock().after(Duration.ofSeconds(70), () -> scenario.signsIn(INES));

        try (var reservation = reservation(scenario.hold(caller(), practice, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
        }
    }

    @Test
    void positionIsAnnouncedPeriodicallyAndTheMusicResumes() throws CallEnded {
        scenario.waits("before", LES_LILAS, ROUTINE).waits("urgent", LES_LILAS, URGENT);
        scenario.clock().after(Duration.ofSeconds(45), () -> leaveQueue("before"));
        var call = caller().hears("fr.position-3").hears("fr.position-2");

        scenario.hold(call, lesLilas(5, Duration.ofSeconds(70), Duration.ofSeconds(30)), ROUTINE);

        call.assertPlayedOut();
        assertEquals(
                List.of("music", "Hears[prompt=fr.position-3]", "music", "Hears[prompt=fr.position-2]", "music"),
                call.transcript());
    }

    @Test
    void positionFollowsTheEffectiveArrival() throws CallEnded {
        var spaced = new FairnessRules(Duration.ZERO, Duration.ofMinutes(1));
        scenario.waits("before", LES_LILAS, ROUTINE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.waits("other", PORT_ROYAL, ROUTINE));
        var call = caller().hears("fr.position-3");

        scenario.hold(
                call, SamplePractices.lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30), spaced), ROUTINE);

        call.assertPlayedOut();
    }

    @Test
    void fairnessRulesDoNotMoveCallersMoreUrgentThanRoutine() throws CallEnded {
        var spaced = new FairnessRules(Duration.ZERO, Duration.ofMinutes(1));
        scenario.waits("before", LES_LILAS, UNCLEAR);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.waits("other", PORT_ROYAL, UNCLEAR));
        var call = caller().hears("fr.position-2");

        scenario.hold(
                call, SamplePractices.lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30), spaced), UNCLEAR);

        call.assertPlayedOut();
    }

    @Test
    void promotedCallerComesBeforeLaterUnclearCallers() throws CallEnded {
        var ageing = new FairnessRules(Duration.ofSeconds(20), Duration.ZERO);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.waits("unclear-before", LES_LILAS, UNCLEAR));
        scenario.clock().after(Duration.ofSeconds(25), () -> scenario.waits("unclear-after", LES_LILAS, UNCLEAR));
        var call = caller().hears("fr.position-2");

        scenario.hold(
                call, SamplePractices.lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30), ageing), ROUTINE);

        call.assertPlayedOut();
    }

    @Test
    void callersBehindAreNotCountedInThePosition() throws CallEnded {
        scenario.clock().after(SECOND, () -> scenario.waits("behind", LES_LILAS, ROUTINE));
        var call = caller().hears("fr.position-1");

        scenario.hold(call, lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30)), ROUTINE);

        call.assertPlayedOut();
    }

    @Test
    void readyAssistantIsReservedBeforeAnyMusic() throws CallEnded {
        scenario.signsIn(INES);
        var call = caller();

        try (var reservation = reservation(scenario.hold(call, LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals(RESERVED, scenario.state(INES));
            assertEquals("ines", scenario.reservedFor("scripted"));
        }
        assertEquals(List.of(), call.transcript());
        assertEquals(
                List.of(CallEvent.QUEUED, CallEvent.ASSISTANT_RESERVED),
                scenario.journal().events());
    }

    @Test
    void newlyReadyAssistantIsReservedForTheFirstEntry() throws CallEnded {
        Instant start = scenario.clock().instant();
        scenario.clock().after(Duration.ofSeconds(12), () -> scenario.signsIn(INES));

        try (var reservation = reservation(scenario.hold(caller(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals(start.plusSeconds(13), scenario.clock().instant());
        }
    }

    @Test
    void callersAreAnsweredInTheOrderOfArrival() throws CallEnded {
        scenario.waits("before", LES_LILAS, ROUTINE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));
        scenario.clock().after(Duration.ofSeconds(20), () -> scenario.signsIn(OMAR));

        try (var reservation = reservation(scenario.hold(caller(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("omar"), reservation.line());
            assertEquals("ines", scenario.reservedFor("before"));
        }
    }

    @Test
    void moreUrgentCallerIsAnsweredBeforeEarlierOnes() throws CallEnded {
        scenario.waits("before", LES_LILAS, ROUTINE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));

        try (var reservation = reservation(scenario.hold(caller(), LES_LILAS, UNCLEAR))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals("no assistant", scenario.reservedFor("before"));
        }
    }

    @Test
    void assistantOfAnotherPracticeIsNotReserved() throws CallEnded {
        scenario.signsIn(ZOE);

        assertInstanceOf(
                WaitOutcome.TimedOut.class,
                scenario.hold(caller(), lesLilas(5, Duration.ofSeconds(20), Duration.ZERO), ROUTINE));
        assertEquals(READY, scenario.state(ZOE));
    }

    @Test
    void reservationMadeByAnotherNodeIsFoundWithinFiveSeconds() throws CallEnded {
        QueueScenario other = scenario.restarted(SamplePractices.standard());
        Instant start = scenario.clock().instant();
        scenario.clock().after(Duration.ofSeconds(11), () -> other.on(INES, AssistantEvent.SIGNED_IN));

        try (var reservation = reservation(scenario.hold(caller(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals(start.plusSeconds(15), scenario.clock().instant());
        }
    }

    @Test
    void hangupWhileQueuedRemovesTheEntryAndEndsTheCall() {
        var call = caller();
        scenario.clock().after(Duration.ofSeconds(12), call::hangsUpNow);

        var ended = assertThrows(CallEnded.class, () -> scenario.hold(call, LES_LILAS, ROUTINE));

        assertEquals(HangupCause.NORMAL, ended.hangupCause());
        assertEquals(List.of(), scenario.queue());
        assertEquals(0, scenario.waitingCount());
    }

    @Test
    void hangupBeforeQueuingRingsNoAssistant() {
        scenario.signsIn(INES);
        Instant readySince = scenario.presence(INES).readySince();
        var call = caller();
        call.hangsUpNow();

        assertThrows(CallEnded.class, () -> scenario.hold(call, LES_LILAS, ROUTINE));

        assertEquals(READY, scenario.state(INES));
        assertEquals(readySince, scenario.presence(INES).readySince());
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void assistantReservedAsTheCallerLeavesKeepsTheirReadySince() {
        var call = caller();
        scenario.clock().after(Duration.ofSeconds(12), () -> {
            call.hangsUpNow();
            scenario.signsIn(INES).signsIn(OMAR);
        });

        assertThrows(CallEnded.class, () -> scenario.hold(call, LES_LILAS, ROUTINE));

        assertEquals(READY, scenario.state(INES));
        scenario.waits("next", LES_LILAS, ROUTINE);
        assertEquals("ines", scenario.reservedFor("next"));
    }

    @Test
    void assistantReservedAsTheCallerLeavesIsReservedForTheNextAtOnce() {
        var call = caller();
        scenario.clock().after(Duration.ofSeconds(12), () -> {
            call.hangsUpNow();
            scenario.waits("next", LES_LILAS, ROUTINE).signsIn(INES);
        });

        assertThrows(CallEnded.class, () -> scenario.hold(call, LES_LILAS, ROUTINE));

        assertEquals("ines", scenario.reservedFor("next"));
    }

    @Test
    void returningCallKeepsItsPosition() throws CallEnded {
        scenario.waits("scripted", LES_LILAS, ROUTINE).waits("behind", LES_LILAS, ROUTINE);
        QueueScenario restarted = scenario.restarted(SamplePractices.standard());
        restarted.clock().after(Duration.ofSeconds(10), () -> restarted.signsIn(INES));

        try (var reservation = reservation(restarted.hold(caller().returning(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals("no assistant", restarted.reservedFor("behind"));
        }
        assertEquals(List.of(CallEvent.ASSISTANT_RESERVED), restarted.journal().events());
    }

    @Test
    void maxWaitOfAReturningCallCountsFromItsFirstArrival() throws CallEnded {
        Practice practice = lesLilas(5, Duration.ofMinutes(2), Duration.ZERO);
        scenario.waits("scripted", practice, ROUTINE);
        Instant came = scenario.clock().instant();
        scenario.clock().advance(Duration.ofSeconds(90));

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller().returning(), practice, ROUTINE));

        assertEquals(came.plusSeconds(120), scenario.clock().instant());
    }

    @Test
    void returningCallKeepsItsReservationAfterTheMaxWait() throws CallEnded {
        scenario.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES);
        QueueScenario restarted = scenario.restarted(SamplePractices.standard());
        restarted.clock().advance(Duration.ofHours(1));

        try (var reservation = reservation(restarted.hold(caller().returning(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
        }
    }

    @Test
    void callReservedForARemovedAssistantStillTimesOut() throws CallEnded {
        Practice practice = lesLilas(5, Duration.ofMinutes(1), Duration.ZERO);
        scenario.waits("scripted", practice, ROUTINE).signsIn(INES);
        QueueScenario restarted = scenario.restarted(SamplePractices.with(OMAR));

        assertInstanceOf(WaitOutcome.TimedOut.class, restarted.hold(caller().returning(), practice, ROUTINE));

        assertEquals("no assistant", restarted.reservedFor("scripted"));
        assertEquals(READY, restarted.state(INES));
    }

    @Test
    void enqueueFailsWhenTheStoreIsUnavailable() {
        scenario.store().becomeUnavailable();

        assertThrows(StoreUnavailableException.class, () -> scenario.hold(caller(), LES_LILAS, ROUTINE));

        assertEquals(0, scenario.waitingCount());
        assertEquals(List.of(), scenario.journal().events());
    }

    @Test
    void storeFailureDuringTheWaitEndsItAndUnregistersTheWaiter() {
        scenario.clock().after(Duration.ofSeconds(12), scenario.store()::becomeUnavailable);

        assertThrows(StoreUnavailableException.class, () -> scenario.hold(caller(), LES_LILAS, ROUTINE));

        assertEquals(0, scenario.waitingCount());
    }

    @Test
    void musicStartsOnceDuringALongWait() throws CallEnded {
        var call = caller();

        scenario.hold(call, lesLilas(5, Duration.ofHours(1), Duration.ZERO), ROUTINE);

        assertEquals(1, Collections.frequency(call.transcript(), "music"));
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID);
    }

    private static Practice lesLilas(int limit, Duration patience, Duration announceEvery) {
        return SamplePractices.lesLilas(limit, patience, announceEvery, FairnessRules.ARRIVAL_ORDER);
    }

    private void leaveQueue(String call) {
        scenario.store().inTeam(SamplePractices.TEAM, transaction -> {
            transaction.remove(new CallId(call));
            return transaction;
        });
    }

    private static Reservation reservation(WaitOutcome outcome) {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation();
    }
}
