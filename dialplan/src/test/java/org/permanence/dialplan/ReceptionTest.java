package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.CLOSED_ANNOUNCED;
import static org.permanence.flow.Disposition.EMERGENCY_ANNOUNCED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.FAULT;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.journal.CallEvent.ANSWERED;
import static org.permanence.journal.CallEvent.ARRIVED;
import static org.permanence.journal.CallEvent.ASSISTANT_RESERVED;
import static org.permanence.journal.CallEvent.BRIDGED;
import static org.permanence.journal.CallEvent.BRIDGE_ENDED;
import static org.permanence.journal.CallEvent.ENDED;
import static org.permanence.journal.CallEvent.ESCALATING;
import static org.permanence.journal.CallEvent.GREETED;
import static org.permanence.journal.CallEvent.QUEUED;
import static org.permanence.journal.CallEvent.RING_NO_ANSWER;
import static org.permanence.journal.CallEvent.TRIAGED;
import static org.permanence.journal.CallEvent.WRAPPING_UP;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.ZOE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantState;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.HangupCause;
import org.permanence.flow.Disposition;
import org.permanence.practice.ClosingPolicy;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.triage.Urgency;

/// Cases 1 to 5 of [Reception], with the real queue and assignment.
class ReceptionTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");

    private QueueScenario scenario = new QueueScenario(SamplePractices.standard());

    // Hang-up before triage, and unknown numbers.

    @Test
    void hangupBeforeAnswerIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(call().hangsUpUnanswered()));
        assertEquals(List.of(ARRIVED, ENDED), scenario.journal().events());
    }

    @Test
    void hangupDuringTheGreetingIsLeftEarly() {
        var call = call().hangsUp();

        assertEquals(LEFT_EARLY, receive(call));
        assertEquals(HangupCause.NORMAL, scenario.journal().causeOf(call.id()));
        assertEquals(List.of(ARRIVED, ANSWERED, ENDED), scenario.journal().events());
    }

    @Test
    void hangupDuringTheEmergencyQuestionIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(call().hears("les-lilas.greeting").hangsUp()));
        assertEquals(
                LEFT_EARLY,
                receive(call().withId("second")
                        .hears("les-lilas.greeting")
                        .hears("fr.emergency-question")
                        .hangsUp()));
    }

    @Test
    void hangupWhenAskedAgainIsLeftEarly() {
        assertEquals(
                LEFT_EARLY,
                receive(call().hears("les-lilas.greeting")
                        .hears("fr.emergency-question")
                        .staysSilent()
                        .hangsUp()));
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, ENDED), scenario.journal().events());
    }

    @Test
    void unknownDidGoesToFallback() {
        var call = ScriptedCall.to(PhoneNumber.parse("+33199000999"));

        fixture().runner().accept(call);

        assertTrue(call.isSentToFallback());
        assertEquals(List.of(), scenario.journal().events());
    }

    // Case 1: emergency.

    @Test
    void case1Key1DuringTheGreetingRingsTheFirstEmergencyLine() {
        var call = call().hears("les-lilas.greeting")
                .presses('1')
                .hears("fr.ringing-emergency")
                .talksTo("garde");

        assertEquals(ESCALATED, receive(call));
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, ESCALATING, BRIDGED, BRIDGE_ENDED, ENDED),
                scenario.journal().events());
    }

    @Test
    void case1Key1RingsTheFirstEmergencyLine() {
        var call = vital().talksTo("garde");

        assertEquals(ESCALATED, receive(call));
        assertTrue(call.isHungUp());
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, ESCALATING, BRIDGED, BRIDGE_ENDED, ENDED),
                scenario.journal().events());
    }

    @Test
    void case1SecondLineRingsIfTheFirstDoesNotAnswer() {
        for (BridgeOutcome outcome : List.of(
                BridgeOutcome.NO_ANSWER,
                BridgeOutcome.BUSY,
                BridgeOutcome.UNREACHABLE,
                BridgeOutcome.FAILED,
                BridgeOutcome.DROPPED)) {
            var call = vital().withId("after-" + outcome)
                    .getsOutcomeFrom("garde", outcome)
                    .talksTo("cabinet");

            assertEquals(ESCALATED, receive(call), outcome.name());
        }
        assertEquals(
                List.of("garde", "cabinet"), scenario.journal().escalatedLines().subList(0, 2));
    }

    @Test
    void case1UnansweredEmergencyCallerHearsWhatToDialAndIsNeverQueued() {
        scenario.signsIn(INES);
        var call = vital().getsNoAnswerFrom("garde").cannotReach("cabinet").hears("fr.dial-emergency");

        assertEquals(EMERGENCY_ANNOUNCED, receive(call));

        assertTrue(call.isHungUp());
        assertEquals(List.of("garde", "cabinet"), scenario.journal().escalatedLines());
        assertEquals(AssistantState.READY, scenario.state(INES));
    }

    @Test
    void case1EmergencyIsEscalatedWhenClosed() {
        scenario = new QueueScenario(SamplePractices.standard(), SUNDAY);

        assertEquals(ESCALATED, receive(vital().talksTo("garde")));
    }

    @Test
    void case1EmergencyIsEscalatedWithoutTheStore() {
        scenario.store().becomeUnavailable();

        assertEquals(ESCALATED, receive(vital().talksTo("garde")));
    }

    @Test
    void case1HangupWhileTheEmergencyLineRingsIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(vital().hangsUpWhileItRings("garde")));
        assertEquals(
                LEFT_EARLY,
                receive(vital().withId("second").getsNoAnswerFrom("garde").hangsUpWhileItRings("cabinet")));
    }

    @Test
    void case1CallLostDuringTheEmergencyConversationIsEscalated() {
        assertEquals(ESCALATED, receive(vital().isLostWhileTalkingTo("garde")));
    }

    @Test
    void case1HangupDuringTheDialAnnouncementIsLeftEarly() {
        assertEquals(
                LEFT_EARLY,
                receive(vital().getsNoAnswerFrom("garde")
                        .getsNoAnswerFrom("cabinet")
                        .hangsUp()));
    }

    // Case 2: triage.

    @Test
    void case2InvalidKeyRepeatsTheQuestion() {
        for (char key : "03456789*#".toCharArray()) {
            scenario = new QueueScenario(SamplePractices.standard()).signsIn(INES);
            var call = greeted("scripted")
                    .presses(key)
                    .hears("fr.emergency-question")
                    .presses('2')
                    .talksTo("ines");

            assertEquals(HANDLED, receive(call));
        }
    }

    @Test
    void case2Key1WhenAskedAgainIsAnEmergency() {
        assertEquals(
                ESCALATED,
                receive(greeted("scripted")
                        .staysSilent()
                        .hears("fr.emergency-question")
                        .presses('1')
                        .hears("fr.ringing-emergency")
                        .talksTo("garde")));
    }

    @Test
    void case2UnclearCallerGoesAheadOfRoutineCallers() {
        scenario.waits("routine", LES_LILAS, Urgency.ROUTINE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));

        assertEquals(HANDLED, receive(unclear("scripted").talksTo("ines")));
        assertEquals(List.of("routine"), scenario.queue());
    }

    @Test
    void case2UnclearCallerIsAcceptedByAFullQueue() {
        fillTheQueue();
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));

        assertEquals(HANDLED, receive(unclear("scripted").talksTo("ines")));
    }

    @Test
    void case2Key2DuringTheGreetingAnswersTheEmergencyQuestion() {
        scenario.signsIn(INES);

        assertEquals(
                HANDLED, receive(call().hears("les-lilas.greeting").presses('2').talksTo("ines")));
    }

    @Test
    void case2KeyWithoutMeaningDuringTheGreetingUsesUpNoAttempt() {
        scenario.signsIn(INES);
        var call = call().hears("les-lilas.greeting")
                .presses('7')
                .hears("fr.emergency-question")
                .presses('7')
                .hears("fr.emergency-question")
                .presses('2')
                .talksTo("ines");

        assertEquals(HANDLED, receive(call));
    }

    // Case 3: routing when the practice is closed.

    @Test
    void case3RoutineCallerHearsThatThePracticeIsClosedAndWhatToDial() {
        scenario = new QueueScenario(SamplePractices.standard(), SUNDAY).signsIn(INES);
        var call = routine().hears("les-lilas.closed").hears("fr.dial-emergency");

        assertEquals(CLOSED_ANNOUNCED, receive(call));

        assertTrue(call.isHungUp());
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, ENDED),
                scenario.journal().events());
    }

    @Test
    void case3UnclearCallerGoesToFallbackWhenClosed() {
        scenario = new QueueScenario(SamplePractices.standard(), SUNDAY).signsIn(INES);
        var call = unclear("scripted");

        assertEquals(TO_FALLBACK, receive(call));
        assertTrue(call.isSentToFallback());
    }

    @Test
    void case3HangupDuringTheClosedAnnouncementIsLeftEarly() {
        scenario = new QueueScenario(SamplePractices.standard(), SUNDAY);

        assertEquals(LEFT_EARLY, receive(routine().hangsUp()));
        assertEquals(
                LEFT_EARLY,
                receive(greeted("second").presses('2').hears("les-lilas.closed").hangsUp()));
    }

    @Test
    void case3OpeningHoursUseThePracticesTimeZone() {
        scenario = new QueueScenario(SamplePractices.standard(), Instant.parse("2026-11-18T06:59:00Z"));

        assertEquals(
                CLOSED_ANNOUNCED, receive(routine().hears("les-lilas.closed").hears("fr.dial-emergency")));

        scenario = new QueueScenario(SamplePractices.standard(), Instant.parse("2026-11-18T07:00:00Z")).signsIn(INES);
        assertEquals(HANDLED, receive(routine().talksTo("ines")));
    }

    // Case 4: queue.

    @Test
    void case4ReadyAssistantRingsAtOnce() {
        scenario.signsIn(INES);
        var call = routine().talksTo("ines");

        assertEquals(HANDLED, receive(call));

        assertTrue(call.isHungUp());
        assertFalse(call.transcript().contains("music"));
        assertEquals(
                List.of(
                        ARRIVED,
                        ANSWERED,
                        GREETED,
                        TRIAGED,
                        QUEUED,
                        ASSISTANT_RESERVED,
                        BRIDGED,
                        BRIDGE_ENDED,
                        WRAPPING_UP,
                        ENDED),
                scenario.journal().events());
        assertEquals(AssistantState.WRAP_UP, scenario.state(INES));
    }

    @Test
    void case4WaitingCallerHearsMusicAndPosition() {
        scenario.clock().after(Duration.ofSeconds(40), () -> scenario.signsIn(INES));
        var call = routine().hears("fr.position-1").talksTo("ines");

        assertEquals(HANDLED, receive(call));
        assertTrue(call.transcript().contains("music"));
    }

    @Test
    void case4NextAssistantRingsIfTheFirstDoesNotAnswer() {
        scenario.signsIn(INES).signsIn(OMAR);
        var call = routine().getsNoAnswerFrom("ines").talksTo("omar");

        assertEquals(HANDLED, receive(call));

        assertEquals(List.of(INES.login(), OMAR.login()), scenario.journal().reservedAssistants());
        assertEquals(AssistantState.PAUSED, scenario.state(INES));
    }

    @Test
    void case4NextAssistantRingsIfTheFirstAnswersAndHangsUpAtOnce() {
        scenario.signsIn(INES).signsIn(OMAR);
        var call = routine().getsOutcomeFrom("ines", BridgeOutcome.DROPPED).talksTo("omar");

        assertEquals(HANDLED, receive(call));

        assertEquals(List.of(INES.login(), OMAR.login()), scenario.journal().reservedAssistants());
        assertEquals(AssistantState.PAUSED, scenario.state(INES));
    }

    @Test
    void case4CallerWhoHangsUpAfterAnAnswerThatWasNoneHasAbandonedTheCall() {
        scenario.signsIn(INES);
        var call = routine().getsOutcomeFrom("ines", BridgeOutcome.DROPPED).hangsUp();

        assertEquals(ABANDONED, receive(call));
    }

    @Test
    void case4CallerReturnsToTheQueueIfNoOtherAssistantIsReady() {
        scenario.signsIn(INES);
        scenario.clock().after(Duration.ofSeconds(40), () -> scenario.signsIn(OMAR));
        var call = routine().getsNoAnswerFrom("ines").hears("fr.position-1").talksTo("omar");

        assertEquals(HANDLED, receive(call));
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, RING_NO_ANSWER, ASSISTANT_RESERVED, BRIDGED),
                scenario.journal().events().subList(4, 9));
    }

    @Test
    void case4CallerKeepsTheirPositionIfTheAssistantDoesNotAnswer() {
        scenario.signsIn(INES);
        scenario.clock().after(Duration.ofSeconds(40), () -> scenario.signsIn(OMAR));
        var call = routine()
                .duringNextStep(() -> scenario.waits("later", LES_LILAS, Urgency.ROUTINE))
                .getsNoAnswerFrom("ines")
                .hears("fr.position-1")
                .talksTo("omar");

        assertEquals(HANDLED, receive(call));
        assertEquals(List.of("later"), scenario.queue());
    }

    @Test
    void case4AssistantOfAnotherPracticeDoesNotRing() {
        scenario.signsIn(ZOE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));

        assertEquals(HANDLED, receive(routine().talksTo("ines")));
        assertEquals(AssistantState.READY, scenario.state(ZOE));
    }

    @Test
    void case4HangupInTheQueueIsAbandoned() {
        var call = routine();
        scenario.clock().after(Duration.ofSeconds(12), call::hangsUpNow);

        assertEquals(ABANDONED, receive(call));
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void case4HangupDuringTheAnnouncementIsAbandoned() {
        assertEquals(ABANDONED, receive(routine().hangsUp()));
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void case4HangupWhileTheAssistantRingsIsAbandonedAndTheAssistantKeepsTheirPosition() {
        scenario.signsIn(INES);
        Instant readySince = scenario.presence(INES).readySince();

        assertEquals(ABANDONED, receive(routine().hangsUpWhileItRings("ines")));

        assertEquals(AssistantState.READY, scenario.state(INES));
        assertEquals(readySince, scenario.presence(INES).readySince());
    }

    @Test
    void case4CallLostDuringTheConversationIsHandled() {
        scenario.signsIn(INES);

        assertEquals(HANDLED, receive(routine().isLostWhileTalkingTo("ines")));
        assertEquals(AssistantState.WRAP_UP, scenario.state(INES));
    }

    @Test
    void case3AfterLastCallOnlyRoutineCallersHearThatThePracticeIsClosed() {
        scenario = new QueueScenario(
                SamplePractices.standard(),
                Instant.parse("2026-11-18T10:55:00Z")); // 11:55 in Paris; the practice closes at 12.
        scenario.signsIn(INES);
        var practice = LES_LILAS.withClosing(new ClosingPolicy(Duration.ofMinutes(10), false));
        var routine = greeted("routine").presses('2').hears("les-lilas.closed").hears("fr.dial-emergency");

        assertTrue(ReceptionFixture.of(scenario, practice).runner().accept(routine));
        routine.assertPlayedOut();
        assertEquals(CLOSED_ANNOUNCED, scenario.journal().dispositionOf(routine.id()));

        var unclear = unclear("unclear").talksTo("ines");
        assertTrue(ReceptionFixture.of(scenario, practice).runner().accept(unclear));
        unclear.assertPlayedOut();
        assertEquals(HANDLED, scenario.journal().dispositionOf(unclear.id()));
    }

    // Case 5: fallback.

    @Test
    void case5FallbackLineRingsAfterTheMaximumWait() {
        var call = routine();
        for (int announcement = 0; announcement < 10; announcement++) {
            call.hears("fr.position-1");
        }
        call.hears("fr.ringing-fallback");

        assertEquals(TO_FALLBACK, receive(call));

        assertTrue(call.isSentToFallback());
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void case5FullQueueSendsRoutineCallersToFallback() {
        fillTheQueue();
        var call = routine().hears("fr.ringing-fallback");

        assertEquals(TO_FALLBACK, receive(call));

        assertTrue(call.isSentToFallback());
        assertFalse(scenario.journal().events().contains(QUEUED));
    }

    @Test
    void case5HangupAfterAFullQueueIsLeftEarly() {
        fillTheQueue();

        assertEquals(LEFT_EARLY, receive(routine().hangsUp()));
    }

    // Errors of the engine and its store.

    @Test
    void faultSendsTheCallToFallbackAndEndsItsRecord() {
        scenario.store().becomeUnavailable();
        var call = routine();

        assertEquals(FAULT, receive(call));
        assertTrue(call.isSentToFallback());
    }

    @Test
    void storeLostWhileWaitingSendsTheCallToFallback() {
        scenario.clock().after(Duration.ofSeconds(12), scenario.store()::becomeUnavailable);
        var call = routine();

        assertEquals(FAULT, receive(call));
        assertTrue(call.isSentToFallback());
    }

    @Test
    void storeLostDuringAConversationDoesNotEndIt() {
        scenario.signsIn(INES);
        var call = routine().duringNextStep(scenario.store()::becomeUnavailable).talksTo("ines");

        assertEquals(HANDLED, receive(call));
        assertTrue(call.isHungUp());
    }

    private static ScriptedCall call() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID);
    }

    private static ScriptedCall greeted(String id) {
        return call().withId(id).hears("les-lilas.greeting").hears("fr.emergency-question");
    }

    private static ScriptedCall vital() {
        return greeted("scripted").presses('1').hears("fr.ringing-emergency");
    }

    private static ScriptedCall routine() {
        return greeted("scripted").presses('2');
    }

    private static ScriptedCall unclear(String id) {
        return greeted(id).staysSilent().hears("fr.emergency-question").presses('9');
    }

    private void fillTheQueue() {
        for (int i = 0; i < LES_LILAS.queue().limit(); i++) {
            scenario.waits("waiting-" + i, LES_LILAS, Urgency.ROUTINE);
        }
    }

    private ReceptionFixture fixture() {
        return ReceptionFixture.of(scenario, SamplePractices.standard());
    }

    private Disposition receive(ScriptedCall call) {
        Disposition disposition = fixture().receive(call);
        assertEquals(0, scenario.waitingCount());
        return disposition;
    }
}
