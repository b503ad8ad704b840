package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;
import static org.permanence.testing.House.PORT_ROYAL;
import static org.permanence.testing.House.ZOE;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;
import static org.permanence.triage.Urgency.URGENT;
import static org.permanence.triage.Urgency.VITAL;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
import org.permanence.practice.QueueRules;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

class HoldLoopTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Shift shift = new Shift(House.open());

    @Test
    void aRoutineCallerBeyondTheLimitIsRefusedAndLeavesNothingBehind() throws CallEnded {
        Practice practice = lesLilas(2, Duration.ofMinutes(5), Duration.ZERO);
        shift.waits("first", practice, ROUTINE).waits("second", practice, ROUTINE);

        assertInstanceOf(WaitOutcome.QueueFull.class, shift.hold(caller(), practice, ROUTINE));

        assertEquals(List.of("first", "second"), shift.queue());
        assertEquals(List.of(), shift.journal().stations());
        assertEquals(0, shift.seated());
    }

    @Test
    void callersMoreUrgentThanRoutineAreNeverRefused() throws CallEnded {
        Practice practice = lesLilas(0, Duration.ofSeconds(3), Duration.ZERO);

        for (Urgency urgency : List.of(VITAL, URGENT, UNCLEAR)) {
            assertInstanceOf(WaitOutcome.TimedOut.class, shift.hold(caller(), practice, urgency), urgency.name());
        }
        assertInstanceOf(WaitOutcome.QueueFull.class, shift.hold(caller(), practice, ROUTINE));
    }

    @Test
    void urgentCallersDoNotCountAgainstTheRoutineLimit() throws CallEnded {
        Practice practice = lesLilas(1, Duration.ofMinutes(5), Duration.ZERO);
        shift.waits("unclear", practice, UNCLEAR);

        assertInstanceOf(WaitOutcome.TimedOut.class, shift.hold(caller(), practice, ROUTINE));
    }

    @Test
    void theLimitIsEachPracticesOwn() throws CallEnded {
        Practice practice = lesLilas(1, Duration.ofMinutes(5), Duration.ZERO);
        shift.waits("first", PORT_ROYAL, ROUTINE).waits("second", PORT_ROYAL, ROUTINE);

        assertInstanceOf(WaitOutcome.TimedOut.class, shift.hold(caller(), practice, ROUTINE));
    }

    @Test
    void queuedCallerIsNotRefusedWhenTheQueueIsFull() throws CallEnded {
        Practice practice = lesLilas(1, Duration.ofMinutes(5), Duration.ZERO);
        shift.waits("scripted", practice, ROUTINE);

        assertInstanceOf(WaitOutcome.TimedOut.class, shift.hold(caller(), practice, ROUTINE));
    }

    @Test
    void routineCallersAreReleasedAtClosingTimeOnlyIfThePracticeSaysSo() throws CallEnded {
        var noon = Instant.parse("2026-11-18T11:00:00Z"); // Twelve in Paris: the practice closes for lunch.
        Practice practice = lesLilas(5, Duration.ofMinutes(5), Duration.ZERO);
        var releasing = House.with(new ClosingPolicy(Duration.ZERO, true), practice);

        var late = new Shift(House.open(), noon.minusSeconds(60));
        assertInstanceOf(WaitOutcome.TimedOut.class, late.hold(caller(), practice, ROUTINE));
        var strict = new Shift(House.open(), noon.minusSeconds(60));
        assertInstanceOf(WaitOutcome.PracticeClosed.class, strict.hold(caller(), releasing, ROUTINE));
        assertEquals(noon, strict.clock().instant());
        assertEquals(List.of(), strict.queue(), "the place is gone");
        var unclear = new Shift(House.open(), noon.minusSeconds(60));
        assertInstanceOf(
                WaitOutcome.TimedOut.class,
                unclear.hold(caller(), releasing, UNCLEAR),
                "nobody more urgent is sent away");
    }

    @Test
    void waitTimesOutAndTheEntryIsRemovedWhenNoAssistantComes() throws CallEnded {
        Instant start = shift.clock().instant();
        var call = caller();

        assertInstanceOf(
                WaitOutcome.TimedOut.class,
                shift.hold(call, lesLilas(5, Duration.ofSeconds(70), Duration.ZERO), ROUTINE));

        assertEquals(start.plusSeconds(70), shift.clock().instant());
        assertEquals(List.of(), shift.queue());
        assertEquals(List.of("music"), call.transcript());
        assertEquals(0, shift.seated());
    }

    @Test
    void positionIsAnnouncedPeriodicallyAndTheMusicResumes() throws CallEnded {
        shift.waits("before", LES_LILAS, ROUTINE).waits("urgent", LES_LILAS, URGENT);
        shift.clock().after(Duration.ofSeconds(45), () -> leaveQueue("before"));
        var call = caller().hears("fr.position-3").hears("fr.position-2");

        shift.hold(call, lesLilas(5, Duration.ofSeconds(70), Duration.ofSeconds(30)), ROUTINE);

        call.assertPlayedOut();
        assertEquals(
                List.of("music", "Hears[prompt=fr.position-3]", "music", "Hears[prompt=fr.position-2]", "music"),
                call.transcript());
    }

    @Test
    void positionFollowsTheEffectiveArrival() throws CallEnded {
        var spaced = new FairnessRules(Duration.ZERO, Duration.ofMinutes(1));
        shift.waits("before", LES_LILAS, ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.waits("other", PORT_ROYAL, ROUTINE));
        var call = caller().hears("fr.position-3");

        shift.hold(call, lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30), spaced), ROUTINE);

        call.assertPlayedOut();
    }

    @Test
    void fairnessRulesDoNotMoveCallersMoreUrgentThanRoutine() throws CallEnded {
        var spaced = new FairnessRules(Duration.ZERO, Duration.ofMinutes(1));
        shift.waits("before", LES_LILAS, UNCLEAR);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.waits("other", PORT_ROYAL, UNCLEAR));
        var call = caller().hears("fr.position-2");

        shift.hold(call, lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30), spaced), UNCLEAR);

        call.assertPlayedOut();
    }

    @Test
    void promotedCallerComesBeforeLaterUnclearCallers() throws CallEnded {
        var ageing = new FairnessRules(Duration.ofSeconds(20), Duration.ZERO);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.waits("unclear-before", LES_LILAS, UNCLEAR));
        shift.clock().after(Duration.ofSeconds(25), () -> shift.waits("unclear-after", LES_LILAS, UNCLEAR));
        var call = caller().hears("fr.position-2");

        shift.hold(call, lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30), ageing), ROUTINE);

        call.assertPlayedOut();
    }

    @Test
    void aCallerBehindIsNotCounted() throws CallEnded {
        shift.clock().after(SECOND, () -> shift.waits("behind", LES_LILAS, ROUTINE));
        var call = caller().hears("fr.position-1");

        shift.hold(call, lesLilas(5, Duration.ofSeconds(40), Duration.ofSeconds(30)), ROUTINE);

        call.assertPlayedOut();
    }

    @Test
    void anAssistantWhoIsFreeIsReservedBeforeAnyMusic() throws CallEnded {
        shift.signsIn(INES);
        var call = caller();

        try (var reservation = reservation(shift.hold(call, LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals(RESERVED, shift.state(INES));
            assertEquals("ines", shift.reservedFor("scripted"));
        }
        assertEquals(List.of(), call.transcript());
        assertEquals(
                List.of(CallEvent.QUEUED, CallEvent.ASSISTANT_RESERVED),
                shift.journal().stations());
    }

    @Test
    void newlyReadyAssistantIsReservedForTheFirstEntry() throws CallEnded {
        Instant start = shift.clock().instant();
        shift.clock().after(Duration.ofSeconds(12), () -> shift.signsIn(INES));

        try (var reservation = reservation(shift.hold(caller(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals(start.plusSeconds(13), shift.clock().instant());
        }
    }

    @Test
    void firstCallerIsAnsweredFirst() throws CallEnded {
        shift.waits("before", LES_LILAS, ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));
        shift.clock().after(Duration.ofSeconds(20), () -> shift.signsIn(OMAR));

        try (var reservation = reservation(shift.hold(caller(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("omar"), reservation.line());
            assertEquals("ines", shift.reservedFor("before"));
        }
    }

    @Test
    void moreUrgentCallerIsAnsweredBeforeEarlierOnes() throws CallEnded {
        shift.waits("before", LES_LILAS, ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        try (var reservation = reservation(shift.hold(caller(), LES_LILAS, UNCLEAR))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals("nobody", shift.reservedFor("before"));
        }
    }

    @Test
    void assistantOfAnotherPracticeIsNotReserved() throws CallEnded {
        shift.signsIn(ZOE);

        assertInstanceOf(
                WaitOutcome.TimedOut.class,
                shift.hold(caller(), lesLilas(5, Duration.ofSeconds(20), Duration.ZERO), ROUTINE));
        assertEquals(READY, shift.state(ZOE));
    }

    @Test
    void reservationMadeByAnotherNodeIsFoundWithinFiveSeconds() throws CallEnded {
        Shift other = shift.restarted(House.open());
        Instant start = shift.clock().instant();
        shift.clock().after(Duration.ofSeconds(11), () -> other.on(INES, AssistantEvent.SIGNED_IN));

        try (var reservation = reservation(shift.hold(caller(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals(start.plusSeconds(15), shift.clock().instant());
        }
    }

    @Test
    void hangupWhileQueuedRemovesTheEntryAndEndsTheCall() {
        var call = caller();
        shift.clock().after(Duration.ofSeconds(12), call::leaves);

        var ended = assertThrows(CallEnded.class, () -> shift.hold(call, LES_LILAS, ROUTINE));

        assertEquals(HangupCause.NORMAL, ended.hangupCause());
        assertEquals(List.of(), shift.queue());
        assertEquals(0, shift.seated());
    }

    @Test
    void hangupBeforeTheQueueRingsNoAssistant() {
        shift.signsIn(INES);
        Instant readySince = shift.presence(INES).readySince();
        var call = caller();
        call.leaves();

        assertThrows(CallEnded.class, () -> shift.hold(call, LES_LILAS, ROUTINE));

        assertEquals(READY, shift.state(INES));
        assertEquals(readySince, shift.presence(INES).readySince());
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void assistantReservedAsTheCallerLeavesKeepsTheirReadySince() {
        var call = caller();
        shift.clock().after(Duration.ofSeconds(12), () -> {
            call.leaves();
            shift.signsIn(INES).signsIn(OMAR);
        });

        assertThrows(CallEnded.class, () -> shift.hold(call, LES_LILAS, ROUTINE));

        assertEquals(READY, shift.state(INES));
        shift.waits("next", LES_LILAS, ROUTINE);
        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void assistantReservedAsTheCallerLeavesIsOfferedTheNextCallAtOnce() {
        var call = caller();
        shift.clock().after(Duration.ofSeconds(12), () -> {
            call.leaves();
            shift.waits("next", LES_LILAS, ROUTINE).signsIn(INES);
        });

        assertThrows(CallEnded.class, () -> shift.hold(call, LES_LILAS, ROUTINE));

        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void returningCallKeepsItsPosition() throws CallEnded {
        shift.waits("scripted", LES_LILAS, ROUTINE).waits("behind", LES_LILAS, ROUTINE);
        Shift again = shift.restarted(House.open());
        again.clock().after(Duration.ofSeconds(10), () -> again.signsIn(INES));

        try (var reservation = reservation(again.hold(caller().returning(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
            assertEquals("nobody", again.reservedFor("behind"));
        }
        assertEquals(List.of(CallEvent.ASSISTANT_RESERVED), again.journal().stations());
    }

    @Test
    void maxWaitOfAReturningCallCountsFromItsFirstArrival() throws CallEnded {
        Practice practice = lesLilas(5, Duration.ofMinutes(2), Duration.ZERO);
        shift.waits("scripted", practice, ROUTINE);
        Instant came = shift.clock().instant();
        shift.clock().advance(Duration.ofSeconds(90));

        assertInstanceOf(WaitOutcome.TimedOut.class, shift.hold(caller().returning(), practice, ROUTINE));

        assertEquals(came.plusSeconds(120), shift.clock().instant());
    }

    @Test
    void returningCallKeepsItsReservationAfterTheMaxWait() throws CallEnded {
        shift.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES);
        Shift again = shift.restarted(House.open());
        again.clock().advance(Duration.ofHours(1));

        try (var reservation = reservation(again.hold(caller().returning(), LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
        }
    }

    @Test
    void callReservedForARemovedAssistantStillTimesOut() throws CallEnded {
        Practice practice = lesLilas(5, Duration.ofMinutes(1), Duration.ZERO);
        shift.waits("scripted", practice, ROUTINE).signsIn(INES);
        Shift again = shift.restarted(House.with(OMAR));

        assertInstanceOf(WaitOutcome.TimedOut.class, again.hold(caller().returning(), practice, ROUTINE));

        assertEquals(List.of(), again.queue());
        assertEquals(READY, again.state(INES));
    }

    @Test
    void enqueueFailsWhenTheStoreIsUnavailable() {
        shift.store().goesAway();

        assertThrows(StoreUnavailableException.class, () -> shift.hold(caller(), LES_LILAS, ROUTINE));

        assertEquals(0, shift.seated());
        assertEquals(List.of(), shift.journal().stations());
    }

    @Test
    void storeFailureDuringTheWaitEndsItAndUnregistersTheWaiter() {
        shift.clock().after(Duration.ofSeconds(12), shift.store()::goesAway);

        assertThrows(StoreUnavailableException.class, () -> shift.hold(caller(), LES_LILAS, ROUTINE));

        assertEquals(0, shift.seated());
    }

    @Test
    void musicStartsOnceDuringALongWait() throws CallEnded {
        var call = caller();

        shift.hold(call, lesLilas(5, Duration.ofHours(1), Duration.ZERO), ROUTINE);

        assertEquals(1, Collections.frequency(call.transcript(), "music"));
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS);
    }

    private static Practice lesLilas(int limit, Duration patience, Duration announceEvery) {
        return lesLilas(limit, patience, announceEvery, FairnessRules.ARRIVAL_ORDER);
    }

    private static Practice lesLilas(int limit, Duration patience, Duration announceEvery, FairnessRules fairness) {
        return House.with(
                new QueueRules(limit, patience, announceEvery, Duration.ofSeconds(20), fairness, Optional.empty()),
                LES_LILAS);
    }

    private void leaveQueue(String call) {
        shift.store().inTeam(House.TEAM, transaction -> {
            transaction.remove(new CallId(call));
            return transaction;
        });
    }

    private static Reservation reservation(WaitOutcome outcome) {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation();
    }
}
