package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.CLOSED_ANNOUNCED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.journal.CallEvent.ASSISTANT_RESERVED;
import static org.permanence.journal.CallEvent.BRIDGED;
import static org.permanence.journal.CallEvent.ENDED;
import static org.permanence.journal.CallEvent.ESCALATING;
import static org.permanence.journal.CallEvent.GREETED;
import static org.permanence.journal.CallEvent.QUEUED;
import static org.permanence.journal.CallEvent.RESUMED;
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
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
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
    void callUnknownToTheJournalStartsOver() {
        shift.signsIn(INES);
        var call = call().hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .talksTo("ines");

        assertEquals(HANDLED, resume(call, Optional.empty()));
    }

    @Test
    void callWithUnknownUrgencyIsAskedAgain() {
        var call = call().hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('1')
                .hears("fr.ringing-emergency")
                .talksTo("garde");

        assertEquals(ESCALATED, resume(call, Optional.of(record(GREETED, Optional.empty(), Optional.empty()))));
    }

    @Test
    void newCallIsGreetedDespiteAnOldRecord() {
        shift.signsIn(INES);
        var call = ScriptedCall.to(Fixtures.LES_LILAS)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .talksTo("ines");

        assertEquals(HANDLED, resume(call, Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void queuedCallerKeepsTheirPosition() {
        shift.waits("scripted", LES_LILAS, ROUTINE).waits("behind", LES_LILAS, ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(QUEUED, ROUTINE))));
        assertEquals(List.of("behind"), shift.queue());
        assertEquals(RESUMED, shift.journal().stations().getFirst());
    }

    @Test
    void callerQueuedBeforeClosingTimeKeepsWaitingAfterIt() {
        var late = new Shift(House.open(), Instant.parse("2026-11-18T17:59:50Z"));
        late.waits("scripted", LES_LILAS, ROUTINE);
        late.clock().advance(Duration.ofSeconds(20));
        late.signsIn(INES);

        assertEquals(HANDLED, resume(late, call().talksTo("ines"), Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void closedAnnouncementIsRepeated() {
        var sunday = new Shift(House.open(), Instant.parse("2026-11-22T09:30:00Z"));
        sunday.signsIn(INES);
        var call = call().hears("les-lilas.closed").hears("fr.dial-emergency");

        assertEquals(CLOSED_ANNOUNCED, resume(sunday, call, Optional.of(record(CallEvent.TRIAGED, ROUTINE))));
    }

    @Test
    void triagedCallerEntersTheQueueOfAnOpenPractice() {
        shift.signsIn(INES);

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(CallEvent.TRIAGED, ROUTINE))));
    }

    @Test
    void callerIsConnectedToTheAssistantWhoWasRinging() {
        shift.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES).signsIn(OMAR);

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(ASSISTANT_RESERVED, ROUTINE))));
        assertEquals(AssistantState.READY, shift.state(OMAR));
    }

    @Test
    void noAssistantRingsAfterAConversationWithoutTheEngine() {
        shift.waits("scripted", LES_LILAS, UNCLEAR).signsIn(INES).signsIn(OMAR);
        conversationEndsWithoutTheEngine();
        var call = call();

        assertEquals(HANDLED, resume(call, Optional.of(record(BRIDGED, UNCLEAR))));

        assertTrue(call.isHungUp());
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
        assertEquals(AssistantState.READY, shift.state(OMAR));
    }

    @Test
    void resumedCallerWhoHangsUpInTheQueueIsAbandoned() {
        shift.waits("scripted", LES_LILAS, ROUTINE);
        var call = call();
        shift.clock().after(Duration.ofSeconds(3), call::leaves);

        assertEquals(ABANDONED, resume(call, Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void transferredCallerIsConnectedToTheLineThatWasRinging() {
        shift.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES).signsIn(OMAR);
        conversationEndsWithoutTheEngine();
        var call = call().talksTo("doctor");

        assertEquals(
                HANDLED,
                resume(
                        call,
                        Optional.of(record(
                                CallEvent.TRANSFERRING, Optional.of(ROUTINE), Optional.of(new Line("doctor"))))));
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
    }

    @Test
    void callReturningFromATransferIsHandled() {
        var call = call();

        assertEquals(HANDLED, resume(call, Optional.of(record(CallEvent.TRANSFERRED, ROUTINE))));
        assertTrue(call.isHungUp());
    }

    @Test
    void emergencyContinuesWithTheLastLineRung() {
        var call = call().hears("fr.ringing-emergency").talksTo("cabinet");

        assertEquals(ESCALATED, resume(call, Optional.of(vital(ESCALATING, "cabinet"))));
        assertEquals(
                List.of(RESUMED, ESCALATING, BRIDGED),
                shift.journal().stations().subList(0, 3));
    }

    @Test
    void emergencyWithoutALineRungStartsWithTheFirst() {
        var call = call().hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, resume(call, Optional.of(record(CallEvent.TRIAGED, VITAL))));
    }

    @Test
    void emergencyWithARemovedLineStartsWithTheFirst() {
        var call = call().hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, resume(call, Optional.of(vital(ESCALATING, "last-years"))));
    }

    @Test
    void emergencyConnectedWithoutTheEngineDoesNotRingAgain() {
        var call = call();

        assertEquals(ESCALATED, resume(call, Optional.of(vital(BRIDGED, "garde"))));
        assertTrue(call.isHungUp());
        assertEquals(List.of(RESUMED, ENDED), shift.journal().stations());
    }

    @Test
    void resumedEmergencyThatHangsUpIsLeftEarly() {
        assertEquals(LEFT_EARLY, resume(call().hangsUp(), Optional.of(vital(ESCALATING, "garde"))));
    }

    private static ScriptedCall call() {
        return ScriptedCall.to(Fixtures.LES_LILAS).returning();
    }

    /// Ines answers, and nobody of the engine is there to see it.
    private void conversationEndsWithoutTheEngine() {
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

    private static CallRecord vital(CallEvent event, String line) {
        return record(event, Optional.of(VITAL), Optional.of(new Line(line)));
    }

    private static CallRecord record(CallEvent event, Urgency urgency) {
        return record(event, Optional.of(urgency), Optional.empty());
    }

    private static CallRecord record(CallEvent event, Optional<Urgency> urgency, Optional<Line> line) {
        return new CallRecord(CALL, LES_LILAS.id(), Instant.EPOCH, event, urgency, line, Optional.empty());
    }

    private Disposition resume(ScriptedCall call, Optional<CallRecord> recordBeforeRestart) {
        return resume(shift, call, recordBeforeRestart);
    }

    private static Disposition resume(Shift shift, ScriptedCall call, Optional<CallRecord> recordBeforeRestart) {
        Disposition disposition = ReceptionFixture.of(shift, House.open())
                .resuming(recordBeforeRestart)
                .receive(call);
        assertEquals(0, shift.seated());
        return disposition;
    }
}
