package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.TEAM;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantState;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.flow.CallRunner;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.oncall.OnCallRota;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.IntakeRules;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.practice.QueueRules.OnCallWhileQueuedRule;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueEntryEvent;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.SteppedClock;
import org.permanence.triage.KeyAction;
import org.permanence.triage.MenuQuestion;
import org.permanence.triage.Route;
import org.permanence.triage.TriageMenu;
import org.permanence.triage.TriageResult;
import org.permanence.triage.Urgency;

/// The cases of [OnCallWhileQueued], in an open practice without a free assistant: after two minutes Martin and
/// Diallo ring in turn for an urgent caller, in two rounds. Callers wait for ten minutes at most.
class OnCallWhileQueuedTest {

    private static final Duration DELAY = Duration.ofMinutes(2);

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard());
    private Practice practice = practice(Set.of(Urgency.URGENT), Optional.of(rota()));

    // No doctor takes the call.

    @Test
    void callerWaitsForTheFallbackLineIfNoDoctorAccepts() {
        var call = roundWithoutAnswer(roundWithoutAnswer(urgent())).hears("fr.ringing-fallback");

        assertEquals(TO_FALLBACK, receive(call));

        assertEquals(4, count(CallEvent.NOT_ACCEPTED), "two rounds of two doctors");
        assertEquals(1, count(CallEvent.QUEUED), "queued once");
        assertEquals(List.of(), scenario.queue());
        assertEquals(
                Duration.ofMinutes(10),
                Duration.between(start(), scenario.clock().instant()));
    }

    @Test
    void hangupWhileADoctorRingsIsAbandonedAndLeavesTheQueue() {
        var call = urgent().hears("fr.ringing-on-call").hangsUpWhileItRings("martin");

        assertEquals(ABANDONED, receive(call));
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void unavailableStoreAfterADoctorRangSendsTheCallerToFallback() {
        var call = urgent().hears("fr.ringing-on-call")
                .duringNextStep(() -> scenario.store().becomeUnavailable())
                .getsNoAnswerFrom("martin");

        assertTrue(runner(Optional.empty()).accept(call));

        assertTrue(call.isSentToFallback(), "sent to the fallback line");
    }

    // Callers who wait without a doctor ringing.

    @Test
    void noDoctorRingsForARoutineCaller() {
        practice = practice(Set.of(Urgency.URGENT, Urgency.UNCLEAR), Optional.of(rota()));

        assertEquals(TO_FALLBACK, receive(answering('2').hears("fr.ringing-fallback")));
        assertEquals(0, count(CallEvent.ESCALATING));
    }

    @Test
    void callerKeepsTheEntryUntilTheDialplanHasThem() {
        List<String> duringPrompt = new ArrayList<>();
        ScriptedCall call = answering('2')
                .duringNextStep(() -> duringPrompt.addAll(scenario.queue()))
                .hears("fr.ringing-fallback");

        assertEquals(TO_FALLBACK, receive(call));

        assertEquals(List.of("scripted"), duringPrompt);
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void callerWhoHangsUpAfterTheWaitLeavesNoEntry() {
        assertEquals(Disposition.ABANDONED, receive(answering('2').hangsUp()));

        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void noDoctorRingsForAnUnclearCallerByDefault() {
        assertEquals(TO_FALLBACK, receive(answering('3').hears("fr.ringing-fallback")));
    }

    @Test
    void doctorRingsForAnUnclearCallerIfThePracticeSaysSo() {
        practice = practice(Set.of(Urgency.UNCLEAR), Optional.of(rota()));

        assertEquals(
                ESCALATED, receive(answering('3').hears("fr.ringing-on-call").talksTo("martin")));
    }

    @Test
    void noDoctorRingsWithoutARota() {
        practice = practice(Set.of(Urgency.URGENT), Optional.empty());

        assertEquals(TO_FALLBACK, receive(urgent().hears("fr.ringing-fallback")));
    }

    // A doctor or an assistant takes the call.

    @Test
    void doctorAcceptsByKeyAndTheCallerLeavesTheQueueAtOnce() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .talksTo("diallo", () -> assertEquals(List.of(), scenario.queue()));

        assertEquals(ESCALATED, receive(call));
        assertTrue(call.transcript().contains("asks: les-lilas.accept-urgent"));
        assertEquals(
                List.of(
                        CallEvent.QUEUED,
                        CallEvent.ESCALATING,
                        CallEvent.NOT_ACCEPTED,
                        CallEvent.ESCALATING,
                        CallEvent.ACCEPTED,
                        CallEvent.BRIDGE_ENDED,
                        CallEvent.ENDED),
                scenario.journal().events().subList(4, 11));
    }

    @Test
    void readyAssistantIsReservedOnlyAfterTheDoctorDidNotAnswer() {
        var call = urgent().hears("fr.ringing-on-call")
                .duringNextStep(() -> {
                    scenario.signsIn(INES);
                    scenario.match();
                    assertEquals("no assistant", scenario.reservedFor("scripted"));
                    assertEquals(List.of("scripted"), scenario.queue(), "the position is kept");
                })
                .getsNoAnswerFrom("martin")
                .talksTo("ines");

        assertEquals(HANDLED, receive(call));
        assertEquals(1, count(CallEvent.ESCALATING), "the second doctor does not ring");
    }

    @Test
    void assistantReservedAtTheSameMomentRingsInsteadOfADoctor() {
        // Another node assigns an assistant; this call has not been signalled yet.
        scenario.clock().after(DELAY, () -> {
            scenario.store().inTeam(TEAM, transaction -> {
                transaction.save(transaction
                        .waiting(new CallId("scripted"))
                        .orElseThrow()
                        .reservedFor(INES.login()));
                return transaction;
            });
        });

        assertEquals(HANDLED, receive(urgent().talksTo("ines")));
        assertEquals(0, count(CallEvent.ESCALATING));
    }

    @Test
    void nextDoctorRingsAfterAnAssistantDidNotAnswer() {
        var call = urgent().hears("fr.ringing-on-call")
                .duringNextStep(() -> scenario.signsIn(INES))
                .getsNoAnswerFrom("martin")
                .getsNoAnswerFrom("ines")
                .hears("fr.ringing-next")
                .talksTo("diallo");

        assertEquals(ESCALATED, receive(call));
        assertEquals(AssistantState.PAUSED, scenario.state(INES));
    }

    @Test
    void callerKeepsTheirPositionBetweenRounds() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("diallo")
                .hears("fr.on-call-unanswered")
                .hears("fr.dial-emergency")
                .talksTo("ines");
        scenario.clock()
                .after(Duration.ofSeconds(60), () -> scenario.waits("later", LES_LILAS, Urgency.URGENT))
                .after(Duration.ofSeconds(150), () -> scenario.signsIn(INES));

        assertEquals(HANDLED, receive(call));
        assertEquals(List.of("later"), scenario.queue());
    }

    // After a restart of the engine.

    @Test
    void resumedCallContinuesWithTheDoctorWhoWasRinging() {
        for (CallEvent lastEvent : List.of(CallEvent.ESCALATING, CallEvent.NOT_ACCEPTED)) {
            engineDiesWhileADoctorRings(lastEvent.name());
            scenario.match();
            var call = resumed(lastEvent.name()).hears("fr.ringing-next").talksTo("diallo");

            assertEquals(ESCALATED, receive(call, Optional.of(record(lastEvent, call, Optional.of("diallo")))));
        }
        assertEquals(AssistantState.READY, scenario.signsIn(INES).state(INES));
    }

    @Test
    void roundStartsOverIfTheJournalWasBehind() {
        scenario.signsIn(INES);
        engineDiesWhileADoctorRings("scripted");
        var call = resumed("scripted").hears("fr.ringing-on-call").talksTo("martin");

        assertEquals(ESCALATED, receive(call, Optional.of(record(CallEvent.QUEUED, call, Optional.empty()))));
        assertEquals(AssistantState.READY, scenario.state(INES));
    }

    @Test
    void resumedCallerKeepsWaitingAndTheDoctorRingsAtTheSameTime() {
        scenario.waits("scripted", LES_LILAS, Urgency.URGENT);
        var arrived = scenario.clock().instant();
        scenario.clock().advance(Duration.ofSeconds(60));
        var call = resumed("scripted")
                .hears("fr.ringing-on-call")
                .duringNextStep(
                        () -> assertEquals(arrived.plus(DELAY), scenario.clock().instant()))
                .talksTo("martin");

        assertEquals(ESCALATED, receive(call, Optional.of(record(CallEvent.QUEUED, call, Optional.empty()))));
    }

    @Test
    void resumedCallerIsAssignedToAnAssistantIfTheRotaIsGone() {
        engineDiesWhileADoctorRings("scripted");
        scenario.signsIn(INES);
        practice = practice(Set.of(Urgency.URGENT), Optional.empty());
        var call = resumed("scripted").talksTo("ines");

        assertEquals(HANDLED, receive(call, Optional.of(record(CallEvent.ESCALATING, call, Optional.of("diallo")))));
    }

    private static ScriptedCall roundWithoutAnswer(ScriptedCall call) {
        return call.hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .cannotReach("diallo")
                .hears("fr.on-call-unanswered")
                .hears("fr.dial-emergency");
    }

    private static ScriptedCall urgent() {
        return answering('1');
    }

    private static ScriptedCall answering(char key) {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .hears("les-lilas.question-reason")
                .presses(key);
    }

    private static ScriptedCall resumed(String call) {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID).withId(call).returning();
    }

    /// The engine stops while a doctor rings for the call.
    private void engineDiesWhileADoctorRings(String call) {
        scenario.clock().advance(Duration.ofSeconds(1));
        var queuedAt = scenario.clock().instant();
        var entry = QueueEntry.arriving(new CallId(call), LES_LILAS.id(), TEAM, Urgency.URGENT, queuedAt)
                .on(new QueueEntryEvent.OnCallRingStarted())
                .orElseThrow();
        scenario.store().inTeam(TEAM, transaction -> {
            transaction.save(entry);
            return transaction;
        });
    }

    private CallRecord record(CallEvent event, ScriptedCall call, Optional<String> line) {
        return new CallRecord(
                call.id(),
                LES_LILAS.id(),
                scenario.store().waiting(call.id()).orElseThrow().since(),
                event,
                Optional.of(Urgency.URGENT),
                line.map(Line::new),
                Optional.empty());
    }

    private static OnCallPolicy rota() {
        return new OnCallPolicy(
                new OnCallRota(Map.of(), Map.of(), List.of(new Line("martin"), new Line("diallo"))),
                Duration.ofSeconds(25),
                2);
    }

    private static Practice practice(Set<Urgency> urgencies, Optional<OnCallPolicy> rota) {
        var menu = new TriageMenu(List.of(new MenuQuestion(
                "reason",
                Map.of(
                        '1', new KeyAction.Classifies(new TriageResult(Urgency.URGENT)),
                        '2', new KeyAction.Classifies(new TriageResult(Urgency.ROUTINE)),
                        '3', new KeyAction.Classifies(new TriageResult(Urgency.UNCLEAR))))));
        var queue = new QueueRules(
                10,
                Duration.ofMinutes(10),
                Duration.ZERO,
                false,
                Duration.ofSeconds(20),
                FairnessRules.ARRIVAL_ORDER,
                Optional.empty(),
                Optional.of(new OnCallWhileQueuedRule(DELAY, urgencies)));
        var intake = new IntakeRules(
                menu, IntakeRules.defaultRules(new Route.Fallback()), IntakeRules.DEFAULT_CALL_WINDOW, true);
        return LES_LILAS.withQueue(queue).withIntake(intake).withOnCall(rota);
    }

    private static Instant start() {
        return SteppedClock.WEDNESDAY_MORNING;
    }

    private long count(CallEvent event) {
        return scenario.journal().events().stream().filter(event::equals).count();
    }

    private CallRunner runner(Optional<CallRecord> recordBeforeRestart) {
        return ReceptionFixture.of(scenario, practice)
                .resuming(recordBeforeRestart)
                .runner();
    }

    private Disposition receive(ScriptedCall call) {
        return receive(call, Optional.empty());
    }

    private Disposition receive(ScriptedCall call, Optional<CallRecord> recordBeforeRestart) {
        return ReceptionFixture.of(scenario, practice)
                .resuming(recordBeforeRestart)
                .receive(call);
    }
}
