package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.TOLD_CLOSED;
import static org.permanence.journal.Station.BRIDGED;
import static org.permanence.journal.Station.ENDED;
import static org.permanence.journal.Station.ESCALATING;
import static org.permanence.journal.Station.GREETED;
import static org.permanence.journal.Station.OFFERED;
import static org.permanence.journal.Station.QUEUED;
import static org.permanence.journal.Station.RESUMED;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;
import static org.permanence.testing.House.TEAM;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;
import static org.permanence.triage.Urgency.VITAL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Station;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

/// A caller whom the dialplan kept while the engine was away goes on at the station the journal last had.
class ResumedReceptionTest {

    private static final CallId CALL = new CallId("scripted");

    private final Shift shift = new Shift(House.open());

    @Test
    void aCallTheJournalDoesNotKnowBeginsAnew() {
        shift.signsIn(INES);
        var call = call().hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .talksTo("ines");

        assertEquals(HANDLED, resume(call, Optional.empty()));
    }

    @Test
    void aCallWhoseUrgencyIsNotKnownIsAskedAgain() {
        var call = call().hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('1')
                .hears("fr.ringing-emergency")
                .talksTo("garde");

        assertEquals(ESCALATED, resume(call, Optional.of(record(GREETED, Optional.empty(), Optional.empty()))));
    }

    @Test
    void whoeverDoesNotComeBackButCallsAgainIsGreeted() {
        shift.signsIn(INES);
        var call = ScriptedCall.to(Fixtures.LES_LILAS)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .talksTo("ines");

        assertEquals(HANDLED, resume(call, Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void whoeverWaitedWaitsOnInTheSamePlace() {
        shift.waits("scripted", LES_LILAS, ROUTINE).waits("behind", LES_LILAS, ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(QUEUED, ROUTINE))));
        assertEquals(List.of("behind"), shift.queue());
        assertEquals(RESUMED, shift.journal().stations().getFirst());
    }

    @Test
    void whoeverWaitedBeforeClosingTimeWaitsOnAfterIt() {
        var late = new Shift(House.open(), Instant.parse("2026-11-18T17:59:50Z"));
        late.waits("scripted", LES_LILAS, ROUTINE);
        late.clock().advance(Duration.ofSeconds(20));
        late.signsIn(INES);

        assertEquals(HANDLED, resume(late, call().talksTo("ines"), Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void whoeverWasBeingToldThatThePracticeIsClosedIsToldSoAgain() {
        var sunday = new Shift(House.open(), Instant.parse("2026-11-22T09:30:00Z"));
        sunday.signsIn(INES);
        var call = call().hears("les-lilas.closed").hears("fr.dial-emergency");

        assertEquals(TOLD_CLOSED, resume(sunday, call, Optional.of(record(Station.TRIAGED, ROUTINE))));
    }

    @Test
    void whoeverWasAboutToWaitInAnOpenPracticeWaits() {
        shift.signsIn(INES);

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(Station.TRIAGED, ROUTINE))));
    }

    @Test
    void whoseAssistantWasRungIsJoinedWithHerAndNobodyElse() {
        shift.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES).signsIn(OMAR);

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(OFFERED, ROUTINE))));
        assertEquals(AssistantState.READY, shift.state(OMAR));
    }

    @Test
    void whoeverTalkedWhileTheEngineWasAwayIsNotRungForAgain() {
        shift.waits("scripted", LES_LILAS, UNCLEAR).signsIn(INES).signsIn(OMAR);
        talks();
        var call = call();

        assertEquals(HANDLED, resume(call, Optional.of(record(BRIDGED, UNCLEAR))));

        assertTrue(call.isHungUp());
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
        assertEquals(AssistantState.READY, shift.state(OMAR));
    }

    @Test
    void whoeverComesBackAndHangsUpInTheQueueHasAbandoned() {
        shift.waits("scripted", LES_LILAS, ROUTINE);
        var call = call();
        shift.clock().after(Duration.ofSeconds(3), call::leaves);

        assertEquals(ABANDONED, resume(call, Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void whoeverWasBeingHandedOverIsJoinedWithTheLineThatRang() {
        shift.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES).signsIn(OMAR);
        talks();
        var call = call().talksTo("doctor");

        assertEquals(
                HANDLED,
                resume(
                        call,
                        Optional.of(
                                record(Station.TRANSFERRING, Optional.of(ROUTINE), Optional.of(new Line("doctor"))))));
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
    }

    @Test
    void whoeverComesBackFromTheDoctorHasTalkedToTheEnd() {
        var call = call();

        assertEquals(HANDLED, resume(call, Optional.of(record(Station.TRANSFERRED, ROUTINE))));
        assertTrue(call.isHungUp());
    }

    @Test
    void anEmergencyGoesOnWithTheLineThatWasRungLast() {
        var call = call().hears("fr.ringing-emergency").talksTo("cabinet");

        assertEquals(ESCALATED, resume(call, Optional.of(vital(ESCALATING, "cabinet"))));
        assertEquals(
                List.of(RESUMED, ESCALATING, BRIDGED),
                shift.journal().stations().subList(0, 3));
    }

    @Test
    void anEmergencyWithNoLineRungYetBeginsWithTheFirst() {
        var call = call().hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, resume(call, Optional.of(record(Station.TRIAGED, VITAL))));
    }

    @Test
    void anEmergencyWhoseLineIsNoLongerThePracticesBeginsWithTheFirst() {
        var call = call().hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, resume(call, Optional.of(vital(ESCALATING, "last-years"))));
    }

    @Test
    void anEmergencyThatTalkedWhileTheEngineWasAwayIsNotRungAgain() {
        var call = call();

        assertEquals(ESCALATED, resume(call, Optional.of(vital(BRIDGED, "garde"))));
        assertTrue(call.isHungUp());
        assertEquals(List.of(RESUMED, ENDED), shift.journal().stations());
    }

    @Test
    void anEmergencyThatComesBackAndHangsUpLeftEarly() {
        assertEquals(LEFT_EARLY, resume(call().hangsUp(), Optional.of(vital(ESCALATING, "garde"))));
    }

    private static ScriptedCall call() {
        return ScriptedCall.to(Fixtures.LES_LILAS).returning();
    }

    /// Ines answers, and nobody of the engine is there to see it.
    private void talks() {
        shift.store().inTeam(TEAM, transaction -> {
            transaction.save(transaction
                    .presence(INES.login())
                    .flatMap(presence ->
                            presence.on(AssistantEvent.ANSWERED, shift.clock().instant()))
                    .orElseThrow());
            transaction.remove(CALL);
            return transaction;
        });
    }

    private static CallRecord vital(Station station, String line) {
        return record(station, Optional.of(VITAL), Optional.of(new Line(line)));
    }

    private static CallRecord record(Station station, Urgency urgency) {
        return record(station, Optional.of(urgency), Optional.empty());
    }

    private static CallRecord record(Station station, Optional<Urgency> urgency, Optional<Line> line) {
        return new CallRecord(CALL, LES_LILAS.id(), Instant.EPOCH, station, urgency, line, Optional.empty());
    }

    private Disposition resume(ScriptedCall call, Optional<CallRecord> earlier) {
        return resume(shift, call, earlier);
    }

    private static Disposition resume(Shift shift, ScriptedCall call, Optional<CallRecord> earlier) {
        Disposition disposition =
                FrontDesk.of(shift, House.open()).after(earlier).receive(call);
        assertEquals(0, shift.seated());
        return disposition;
    }
}
