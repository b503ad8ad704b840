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
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.TEAM;
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
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.triage.Urgency;

/// Case 10 of [Reception]: a call that comes back after a restart of the engine continues where it was.
class ResumedReceptionTest {

    private static final CallId CALL = new CallId("scripted");

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard());

    @Test
    void callUnknownToTheJournalStartsOver() {
        scenario.signsIn(INES);
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
        scenario.signsIn(INES);
        var call = ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .talksTo("ines");

        assertEquals(HANDLED, resume(call, Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void queuedCallerKeepsTheirPosition() {
        scenario.waits("scripted", LES_LILAS, ROUTINE).waits("behind", LES_LILAS, ROUTINE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(QUEUED, ROUTINE))));
        assertEquals(List.of("behind"), scenario.queue());
        assertEquals(RESUMED, scenario.journal().events().getFirst());
    }

    @Test
    void callerQueuedBeforeClosingTimeKeepsWaitingAfterIt() {
        var late = new QueueScenario(SamplePractices.standard(), Instant.parse("2026-11-18T17:59:50Z"));
        late.waits("scripted", LES_LILAS, ROUTINE);
        late.clock().advance(Duration.ofSeconds(20));
        late.signsIn(INES);

        assertEquals(HANDLED, resume(late, call().talksTo("ines"), Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void closedAnnouncementIsRepeated() {
        var sunday = new QueueScenario(SamplePractices.standard(), Instant.parse("2026-11-22T09:30:00Z"));
        sunday.signsIn(INES);
        var call = call().hears("les-lilas.closed").hears("fr.dial-emergency");

        assertEquals(CLOSED_ANNOUNCED, resume(sunday, call, Optional.of(record(CallEvent.TRIAGED, ROUTINE))));
    }

    @Test
    void triagedCallerEntersTheQueueOfAnOpenPractice() {
        scenario.signsIn(INES);

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(CallEvent.TRIAGED, ROUTINE))));
    }

    @Test
    void callerIsConnectedToTheAssistantWhoWasRinging() {
        scenario.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES).signsIn(OMAR);

        assertEquals(HANDLED, resume(call().talksTo("ines"), Optional.of(record(ASSISTANT_RESERVED, ROUTINE))));
        assertEquals(AssistantState.READY, scenario.state(OMAR));
    }

    @Test
    void noAssistantRingsAfterAConversationWithoutTheEngine() {
        scenario.waits("scripted", LES_LILAS, UNCLEAR).signsIn(INES).signsIn(OMAR);
        conversationEndsWithoutTheEngine();
        var call = call();

        assertEquals(HANDLED, resume(call, Optional.of(record(BRIDGED, UNCLEAR))));

        assertTrue(call.isHungUp());
        assertEquals(AssistantState.WRAP_UP, scenario.state(INES));
        assertEquals(AssistantState.READY, scenario.state(OMAR));
    }

    @Test
    void resumedCallerWhoHangsUpInTheQueueIsAbandoned() {
        scenario.waits("scripted", LES_LILAS, ROUTINE);
        var call = call();
        scenario.clock().after(Duration.ofSeconds(3), call::hangsUpNow);

        assertEquals(ABANDONED, resume(call, Optional.of(record(QUEUED, ROUTINE))));
    }

    @Test
    void transferredCallerIsConnectedToTheLineThatWasRinging() {
        scenario.waits("scripted", LES_LILAS, ROUTINE).signsIn(INES).signsIn(OMAR);
        conversationEndsWithoutTheEngine();
        var call = call().talksTo("doctor");

        assertEquals(
                HANDLED,
                resume(
                        call,
                        Optional.of(record(
                                CallEvent.TRANSFERRING, Optional.of(ROUTINE), Optional.of(new Line("doctor"))))));
        assertEquals(AssistantState.WRAP_UP, scenario.state(INES));
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
                scenario.journal().events().subList(0, 3));
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
        assertEquals(List.of(RESUMED, ENDED), scenario.journal().events());
    }

    @Test
    void resumedEmergencyThatHangsUpIsLeftEarly() {
        assertEquals(LEFT_EARLY, resume(call().hangsUp(), Optional.of(vital(ESCALATING, "garde"))));
    }

    private static ScriptedCall call() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID).returning();
    }

    /// Ines talks with the caller while the engine is down.
    private void conversationEndsWithoutTheEngine() {
        scenario.store().inTeam(TEAM, transaction -> {
            transaction.save(transaction
                    .presence(INES.login())
                    .flatMap(presence -> presence.on(
                            AssistantEvent.ANSWERED, scenario.clock().instant()))
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
        return resume(scenario, call, recordBeforeRestart);
    }

    private static Disposition resume(
            QueueScenario scenario, ScriptedCall call, Optional<CallRecord> recordBeforeRestart) {
        Disposition disposition = ReceptionFixture.of(scenario, SamplePractices.standard())
                .resuming(recordBeforeRestart)
                .receive(call);
        assertEquals(0, scenario.waitingCount());
        return disposition;
    }
}
