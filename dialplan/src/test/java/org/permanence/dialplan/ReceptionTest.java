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
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;
import static org.permanence.testing.House.ZOE;

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
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

/// The numbered cases of [Reception], with the real queue and routing behind it.
class ReceptionTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");

    private Shift shift = new Shift(House.open());

    // What a caller may do before anything is said.

    @Test
    void hangupBeforeAnswerIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(call().hangsUpUnanswered()));
        assertEquals(List.of(ARRIVED, ENDED), shift.journal().stations());
    }

    @Test
    void hangupInTheGreetingIsLeftEarly() {
        var call = call().hangsUp();

        assertEquals(LEFT_EARLY, receive(call));
        assertEquals(HangupCause.NORMAL, shift.journal().causeOf(call.id()));
        assertEquals(List.of(ARRIVED, ANSWERED, ENDED), shift.journal().stations());
    }

    @Test
    void hangupInTheEmergencyQuestionIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(call().hears("les-lilas.greeting").hangsUp()));
        assertEquals(
                LEFT_EARLY,
                receive(call().named("second")
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
        assertEquals(List.of(ARRIVED, ANSWERED, GREETED, ENDED), shift.journal().stations());
    }

    @Test
    void unknownDidGoesToFallback() {
        var call = ScriptedCall.to(PhoneNumber.parse("+33199000999"));

        fixture().runner().accept(call);

        assertTrue(call.isHandedBack());
        assertEquals(List.of(), shift.journal().stations());
    }

    // Case 1: the emergency comes first, whatever the hour.

    @Test
    void case1Key1RingsTheFirstEmergencyLine() {
        var call = vital().talksTo("garde");

        assertEquals(ESCALATED, receive(call));
        assertTrue(call.isHungUp());
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, ESCALATING, BRIDGED, BRIDGE_ENDED, ENDED),
                shift.journal().stations());
    }

    @Test
    void case1SecondLineRingsIfTheFirstDoesNotAnswer() {
        for (BridgeOutcome outcome :
                List.of(BridgeOutcome.NO_ANSWER, BridgeOutcome.BUSY, BridgeOutcome.UNREACHABLE, BridgeOutcome.FAILED)) {
            var call = vital().named("after-" + outcome).finds("garde", outcome).talksTo("cabinet");

            assertEquals(ESCALATED, receive(call), outcome.name());
        }
        assertEquals(List.of("garde", "cabinet"), shift.journal().escalated().subList(0, 2));
    }

    @Test
    void case1UnansweredEmergencyIsToldToDialAndNeverQueued() {
        shift.signsIn(INES);
        var call = vital().getsNoAnswerFrom("garde").cannotReach("cabinet").hears("fr.dial-emergency");

        assertEquals(EMERGENCY_ANNOUNCED, receive(call));

        assertTrue(call.isHungUp());
        assertEquals(List.of("garde", "cabinet"), shift.journal().escalated());
        assertEquals(AssistantState.READY, shift.state(INES));
    }

    @Test
    void case1EmergencyIsEscalatedWhenClosed() {
        shift = new Shift(House.open(), SUNDAY);

        assertEquals(ESCALATED, receive(vital().talksTo("garde")));
    }

    @Test
    void case1EmergencyIsEscalatedWithoutTheStore() {
        shift.store().goesAway();

        assertEquals(ESCALATED, receive(vital().talksTo("garde")));
    }

    @Test
    void case1HangupWhileTheEmergencyLineRingsIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(vital().hangsUpWhileItRings("garde")));
        assertEquals(
                LEFT_EARLY,
                receive(vital().named("second").getsNoAnswerFrom("garde").hangsUpWhileItRings("cabinet")));
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

    // Case 2: a routine call, and whoever is unclear.

    @Test
    void case2InvalidKeyRepeatsTheQuestion() {
        for (char key : "03456789*#".toCharArray()) {
            shift = new Shift(House.open()).signsIn(INES);
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
        shift.waits("routine", LES_LILAS, Urgency.ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, receive(unclear("scripted").talksTo("ines")));
        assertEquals(List.of("routine"), shift.queue());
    }

    @Test
    void case2UnclearCallerIsAcceptedByAFullQueue() {
        fillTheQueue();
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, receive(unclear("scripted").talksTo("ines")));
    }

    // Case 3: the practice is closed.

    @Test
    void case3RoutineCallerHearsThatThePracticeIsClosedAndWhatToDial() {
        shift = new Shift(House.open(), SUNDAY).signsIn(INES);
        var call = routine().hears("les-lilas.closed").hears("fr.dial-emergency");

        assertEquals(CLOSED_ANNOUNCED, receive(call));

        assertTrue(call.isHungUp());
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, ENDED),
                shift.journal().stations());
    }

    @Test
    void case3UnclearCallerGoesToFallbackWhenClosed() {
        shift = new Shift(House.open(), SUNDAY).signsIn(INES);
        var call = unclear("scripted");

        assertEquals(TO_FALLBACK, receive(call));
        assertTrue(call.isHandedBack());
    }

    @Test
    void case3HangupDuringTheClosedAnnouncementIsLeftEarly() {
        shift = new Shift(House.open(), SUNDAY);

        assertEquals(LEFT_EARLY, receive(routine().hangsUp()));
        assertEquals(
                LEFT_EARLY,
                receive(greeted("second").presses('2').hears("les-lilas.closed").hangsUp()));
    }

    @Test
    void case3OpeningHoursUseThePracticesTimeZone() {
        shift = new Shift(House.open(), Instant.parse("2026-11-18T06:59:00Z"));

        assertEquals(
                CLOSED_ANNOUNCED, receive(routine().hears("les-lilas.closed").hears("fr.dial-emergency")));

        shift = new Shift(House.open(), Instant.parse("2026-11-18T07:00:00Z")).signsIn(INES);
        assertEquals(HANDLED, receive(routine().talksTo("ines")));
    }

    // Case 4: the queue, until an assistant answers.

    @Test
    void case4ReadyAssistantRingsAtOnce() {
        shift.signsIn(INES);
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
                shift.journal().stations());
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
    }

    @Test
    void case4WaitingCallerHearsMusicAndPosition() {
        shift.clock().after(Duration.ofSeconds(40), () -> shift.signsIn(INES));
        var call = routine().hears("fr.position-1").talksTo("ines");

        assertEquals(HANDLED, receive(call));
        assertTrue(call.transcript().contains("music"));
    }

    @Test
    void case4NextAssistantRingsIfTheFirstDoesNotAnswer() {
        shift.signsIn(INES).signsIn(OMAR);
        var call = routine().getsNoAnswerFrom("ines").talksTo("omar");

        assertEquals(HANDLED, receive(call));

        assertEquals(List.of(INES.login(), OMAR.login()), shift.journal().offered());
        assertEquals(AssistantState.AWAY, shift.state(INES));
    }

    @Test
    void case4CallerReturnsToTheQueueIfNoOtherAssistantIsReady() {
        shift.signsIn(INES);
        shift.clock().after(Duration.ofSeconds(40), () -> shift.signsIn(OMAR));
        var call = routine().getsNoAnswerFrom("ines").hears("fr.position-1").talksTo("omar");

        assertEquals(HANDLED, receive(call));
        assertEquals(
                List.of(QUEUED, ASSISTANT_RESERVED, RING_NO_ANSWER, ASSISTANT_RESERVED, BRIDGED),
                shift.journal().stations().subList(4, 9));
    }

    @Test
    void case4CallerKeepsTheirPositionIfTheAssistantDoesNotAnswer() {
        shift.signsIn(INES);
        shift.clock().after(Duration.ofSeconds(40), () -> shift.signsIn(OMAR));
        var call = routine()
                .meanwhile(() -> shift.waits("later", LES_LILAS, Urgency.ROUTINE))
                .getsNoAnswerFrom("ines")
                .hears("fr.position-1")
                .talksTo("omar");

        assertEquals(HANDLED, receive(call));
        assertEquals(List.of("later"), shift.queue());
    }

    @Test
    void case4AssistantOfAnotherPracticeDoesNotRing() {
        shift.signsIn(ZOE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, receive(routine().talksTo("ines")));
        assertEquals(AssistantState.READY, shift.state(ZOE));
    }

    @Test
    void case4HangupInTheQueueIsAbandoned() {
        var call = routine();
        shift.clock().after(Duration.ofSeconds(12), call::leaves);

        assertEquals(ABANDONED, receive(call));
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void case4HangupInTheAnnouncementIsAbandoned() {
        assertEquals(ABANDONED, receive(routine().hangsUp()));
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void case4HangupWhileTheAssistantRingsIsAbandonedAndTheAssistantKeepsTheirPosition() {
        shift.signsIn(INES);
        Instant readySince = shift.presence(INES).readySince();

        assertEquals(ABANDONED, receive(routine().hangsUpWhileItRings("ines")));

        assertEquals(AssistantState.READY, shift.state(INES));
        assertEquals(readySince, shift.presence(INES).readySince());
    }

    @Test
    void case4CallLostDuringTheConversationIsHandled() {
        shift.signsIn(INES);

        assertEquals(HANDLED, receive(routine().isLostWhileTalkingTo("ines")));
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
    }

    @Test
    void case3AfterLastCallOnlyRoutineCallersHearThatThePracticeIsClosed() {
        shift = new Shift(House.open(), Instant.parse("2026-11-18T10:55:00Z")); // Five to twelve in Paris.
        shift.signsIn(INES);
        var practice = House.with(new ClosingPolicy(Duration.ofMinutes(10), false), LES_LILAS);
        var routine = greeted("routine").presses('2').hears("les-lilas.closed").hears("fr.dial-emergency");

        assertTrue(ReceptionFixture.of(shift, practice).runner().accept(routine));
        routine.assertPlayedOut();
        assertEquals(CLOSED_ANNOUNCED, shift.journal().dispositionOf(routine.id()));

        var unclear = unclear("unclear").talksTo("ines");
        assertTrue(ReceptionFixture.of(shift, practice).runner().accept(unclear));
        unclear.assertPlayedOut();
        assertEquals(HANDLED, shift.journal().dispositionOf(unclear.id()));
    }

    // Case 5: nobody came, or the queue is full.

    @Test
    void case5FallbackLineRingsAfterTheMaximumWait() {
        var call = routine();
        for (int announcement = 0; announcement < 10; announcement++) {
            call.hears("fr.position-1");
        }
        call.hears("fr.ringing-fallback");

        assertEquals(TO_FALLBACK, receive(call));

        assertTrue(call.isHandedBack());
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void case5FullQueueSendsRoutineCallersToFallback() {
        fillTheQueue();
        var call = routine().hears("fr.ringing-fallback");

        assertEquals(TO_FALLBACK, receive(call));

        assertTrue(call.isHandedBack());
        assertFalse(shift.journal().stations().contains(QUEUED));
    }

    @Test
    void case5HangupAfterAFullQueueIsLeftEarly() {
        fillTheQueue();

        assertEquals(LEFT_EARLY, receive(routine().hangsUp()));
    }

    // A fault of ours.

    @Test
    void faultSendsTheCallToFallbackAndEndsItsRecord() {
        shift.store().goesAway();
        var call = routine();

        assertEquals(FAULT, receive(call));
        assertTrue(call.isHandedBack());
    }

    @Test
    void storeLostWhileWaitingSendsTheCallToFallback() {
        shift.clock().after(Duration.ofSeconds(12), shift.store()::goesAway);
        var call = routine();

        assertEquals(FAULT, receive(call));
        assertTrue(call.isHandedBack());
    }

    @Test
    void storeLostDuringAConversationDoesNotEndIt() {
        shift.signsIn(INES);
        var call = routine().meanwhile(shift.store()::goesAway).talksTo("ines");

        assertEquals(HANDLED, receive(call));
        assertTrue(call.isHungUp());
    }

    private static ScriptedCall call() {
        return ScriptedCall.to(Fixtures.LES_LILAS);
    }

    private static ScriptedCall greeted(String id) {
        return call().named(id).hears("les-lilas.greeting").hears("fr.emergency-question");
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
            shift.waits("waiting-" + i, LES_LILAS, Urgency.ROUTINE);
        }
    }

    private ReceptionFixture fixture() {
        return ReceptionFixture.of(shift, House.open());
    }

    private Disposition receive(ScriptedCall call) {
        Disposition disposition = fixture().receive(call);
        assertEquals(0, shift.seated());
        return disposition;
    }
}
