package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.FAULT;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.TOLD_CLOSED;
import static org.permanence.flow.Disposition.TOLD_TO_DIAL_EMERGENCY;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.journal.Station.ANSWERED;
import static org.permanence.journal.Station.ARRIVED;
import static org.permanence.journal.Station.BRIDGED;
import static org.permanence.journal.Station.ENDED;
import static org.permanence.journal.Station.ESCALATING;
import static org.permanence.journal.Station.GREETED;
import static org.permanence.journal.Station.OFFERED;
import static org.permanence.journal.Station.PARTED;
import static org.permanence.journal.Station.QUEUED;
import static org.permanence.journal.Station.RANG_OUT;
import static org.permanence.journal.Station.TRIAGED;
import static org.permanence.journal.Station.WRAPPING_UP;
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
    void whoeverHangsUpBeforeTheAnswerLeftEarly() {
        assertEquals(LEFT_EARLY, receive(call().hangsUpUnanswered()));
        assertEquals(List.of(ARRIVED, ENDED), shift.journal().stations());
    }

    @Test
    void whoeverHangsUpInTheGreetingLeftEarly() {
        var call = call().hangsUp();

        assertEquals(LEFT_EARLY, receive(call));
        assertEquals(HangupCause.NORMAL, shift.journal().causeOf(call.id()));
        assertEquals(List.of(ARRIVED, ANSWERED, ENDED), shift.journal().stations());
    }

    @Test
    void whoeverHangsUpInTheEmergencyQuestionLeftEarly() {
        assertEquals(LEFT_EARLY, receive(call().hears("les-lilas.greeting").hangsUp()));
        assertEquals(
                LEFT_EARLY,
                receive(call().named("second")
                        .hears("les-lilas.greeting")
                        .hears("fr.emergency-question")
                        .hangsUp()));
    }

    @Test
    void whoeverHangsUpWhenAskedAgainLeftEarly() {
        assertEquals(
                LEFT_EARLY,
                receive(call().hears("les-lilas.greeting")
                        .hears("fr.emergency-question")
                        .staysSilent()
                        .hangsUp()));
        assertEquals(List.of(ARRIVED, ANSWERED, GREETED, ENDED), shift.journal().stations());
    }

    @Test
    void aNumberOfNoPracticeIsHandedBack() {
        var call = ScriptedCall.to(PhoneNumber.parse("+33199000999"));

        desk().runner().accept(call);

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
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, ESCALATING, BRIDGED, PARTED, ENDED),
                shift.journal().stations());
    }

    @Test
    void case1WhereTheFirstLineDoesNotAnswerTheSecondIsRung() {
        for (BridgeOutcome outcome : List.of(
                BridgeOutcome.NO_ANSWER, BridgeOutcome.BUSY, BridgeOutcome.UNREACHABLE, BridgeOutcome.NOT_RUNG)) {
            var call = vital().named("after-" + outcome).finds("garde", outcome).talksTo("cabinet");

            assertEquals(ESCALATED, receive(call), outcome.name());
        }
        assertEquals(List.of("garde", "cabinet"), shift.journal().escalated().subList(0, 2));
    }

    @Test
    void case1AnEmergencyNobodyAnswersIsToldToDialAndNeverLeftToTheQueue() {
        shift.signsIn(INES);
        var call = vital().getsNoAnswerFrom("garde").cannotReach("cabinet").hears("fr.dial-emergency");

        assertEquals(TOLD_TO_DIAL_EMERGENCY, receive(call));

        assertTrue(call.isHungUp());
        assertEquals(List.of("garde", "cabinet"), shift.journal().escalated());
        assertEquals(AssistantState.READY, shift.state(INES));
    }

    @Test
    void case1AnEmergencyIsRungOnAClosedDayToo() {
        shift = new Shift(House.open(), SUNDAY);

        assertEquals(ESCALATED, receive(vital().talksTo("garde")));
    }

    @Test
    void case1AnEmergencyIsRungThoughTheQueueIsFullAndTheStoreIsAway() {
        shift.store().goesAway();

        assertEquals(ESCALATED, receive(vital().talksTo("garde")));
    }

    @Test
    void case1WhoeverHangsUpWhileTheEmergencyLineRingsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(vital().hangsUpWhileItRings("garde")));
        assertEquals(
                LEFT_EARLY,
                receive(vital().named("second").getsNoAnswerFrom("garde").hangsUpWhileItRings("cabinet")));
    }

    @Test
    void case1WhoeverIsLostWhileTalkingToTheEmergencyLineHasTalked() {
        assertEquals(ESCALATED, receive(vital().isLostWhileTalkingTo("garde")));
    }

    @Test
    void case1WhoeverHangsUpAsTheyAreToldToDialLeftEarly() {
        assertEquals(
                LEFT_EARLY,
                receive(vital().getsNoAnswerFrom("garde")
                        .getsNoAnswerFrom("cabinet")
                        .hangsUp()));
    }

    // Case 2: a routine call, and whoever is unclear.

    @Test
    void case2AnyOtherKeyIsAskedOnceMore() {
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
    void case2WhoeverPresses1WhenAskedAgainIsAnEmergency() {
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
    void case2WhoeverIsSilentTwiceGoesAheadOfRoutineCallers() {
        shift.waits("routine", LES_LILAS, Urgency.ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, receive(unclear("scripted").talksTo("ines")));
        assertEquals(List.of("routine"), shift.queue());
    }

    @Test
    void case2WhoeverIsSilentTwiceIsNotRefusedByAFullQueue() {
        fillTheQueue();
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, receive(unclear("scripted").talksTo("ines")));
    }

    // Case 3: the practice is closed.

    @Test
    void case3ARoutineCallerOfAClosedPracticeIsToldSoAndWhatToDial() {
        shift = new Shift(House.open(), SUNDAY).signsIn(INES);
        var call = routine().hears("les-lilas.closed").hears("fr.dial-emergency");

        assertEquals(TOLD_CLOSED, receive(call));

        assertTrue(call.isHungUp());
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, ENDED),
                shift.journal().stations());
    }

    @Test
    void case3WhoeverIsUnclearWhenClosedIsRungThrough() {
        shift = new Shift(House.open(), SUNDAY).signsIn(INES);
        var call = unclear("scripted");

        assertEquals(TO_FALLBACK, receive(call));
        assertTrue(call.isHandedBack());
    }

    @Test
    void case3WhoeverHangsUpAsTheyAreToldLeftEarly() {
        shift = new Shift(House.open(), SUNDAY);

        assertEquals(LEFT_EARLY, receive(routine().hangsUp()));
        assertEquals(
                LEFT_EARLY,
                receive(greeted("second").presses('2').hears("les-lilas.closed").hangsUp()));
    }

    @Test
    void case3TheHourThatCountsIsThePracticesOwn() {
        shift = new Shift(House.open(), Instant.parse("2026-11-18T06:59:00Z"));

        assertEquals(TOLD_CLOSED, receive(routine().hears("les-lilas.closed").hears("fr.dial-emergency")));

        shift = new Shift(House.open(), Instant.parse("2026-11-18T07:00:00Z")).signsIn(INES);
        assertEquals(HANDLED, receive(routine().talksTo("ines")));
    }

    // Case 4: the queue, until an assistant answers.

    @Test
    void case4AFreeAssistantIsRungAtOnce() {
        shift.signsIn(INES);
        var call = routine().talksTo("ines");

        assertEquals(HANDLED, receive(call));

        assertTrue(call.isHungUp());
        assertFalse(call.transcript().contains("music"));
        assertEquals(
                List.of(ARRIVED, ANSWERED, GREETED, TRIAGED, QUEUED, OFFERED, BRIDGED, PARTED, WRAPPING_UP, ENDED),
                shift.journal().stations());
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
    }

    @Test
    void case4TheCallerWaitsWithMusicAndPosition() {
        shift.clock().after(Duration.ofSeconds(40), () -> shift.signsIn(INES));
        var call = routine().hears("fr.position-1").talksTo("ines");

        assertEquals(HANDLED, receive(call));
        assertTrue(call.transcript().contains("music"));
    }

    @Test
    void case4WhereTheFirstAssistantDoesNotAnswerTheNextIsRung() {
        shift.signsIn(INES).signsIn(OMAR);
        var call = routine().getsNoAnswerFrom("ines").talksTo("omar");

        assertEquals(HANDLED, receive(call));

        assertEquals(List.of(INES.login(), OMAR.login()), shift.journal().offered());
        assertEquals(AssistantState.AWAY, shift.state(INES));
    }

    @Test
    void case4WhereNobodyElseIsFreeTheCallerIsBackInTheQueue() {
        shift.signsIn(INES);
        shift.clock().after(Duration.ofSeconds(40), () -> shift.signsIn(OMAR));
        var call = routine().getsNoAnswerFrom("ines").hears("fr.position-1").talksTo("omar");

        assertEquals(HANDLED, receive(call));
        assertEquals(
                List.of(QUEUED, OFFERED, RANG_OUT, OFFERED, BRIDGED),
                shift.journal().stations().subList(4, 9));
    }

    @Test
    void case4ACallerWhoseAssistantDidNotAnswerIsBeforeThoseWhoCameMeanwhile() {
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
    void case4AnAssistantOfAnotherPracticeIsNotRung() {
        shift.signsIn(ZOE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, receive(routine().talksTo("ines")));
        assertEquals(AssistantState.READY, shift.state(ZOE));
    }

    @Test
    void case4WhoeverHangsUpInTheQueueHasAbandoned() {
        var call = routine();
        shift.clock().after(Duration.ofSeconds(12), call::leaves);

        assertEquals(ABANDONED, receive(call));
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void case4WhoeverHangsUpInTheAnnouncementHasAbandoned() {
        assertEquals(ABANDONED, receive(routine().hangsUp()));
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void case4WhoeverHangsUpWhileTheAssistantRingsHasAbandonedAndSheKeepsHerTurn() {
        shift.signsIn(INES);
        Instant turn = shift.presence(INES).readySince();

        assertEquals(ABANDONED, receive(routine().hangsUpWhileItRings("ines")));

        assertEquals(AssistantState.READY, shift.state(INES));
        assertEquals(turn, shift.presence(INES).readySince());
    }

    @Test
    void case4WhoeverIsLostWhileTalkingToTheAssistantHasBeenHandled() {
        shift.signsIn(INES);

        assertEquals(HANDLED, receive(routine().isLostWhileTalkingTo("ines")));
        assertEquals(AssistantState.WRAP_UP, shift.state(INES));
    }

    @Test
    void case3AfterTheLastCallRoutineCallersAreToldItIsClosedAndNobodyMoreUrgent() {
        shift = new Shift(House.open(), Instant.parse("2026-11-18T10:55:00Z")); // Five to twelve in Paris.
        shift.signsIn(INES);
        var endsEarly = House.with(new ClosingPolicy(Duration.ofMinutes(10), false), LES_LILAS);
        var routine = greeted("routine").presses('2').hears("les-lilas.closed").hears("fr.dial-emergency");

        assertTrue(FrontDesk.of(shift, endsEarly).runner().accept(routine));
        routine.assertPlayedOut();
        assertEquals(TOLD_CLOSED, shift.journal().dispositionOf(routine.id()));

        var unclear = unclear("unclear").talksTo("ines");
        assertTrue(FrontDesk.of(shift, endsEarly).runner().accept(unclear));
        unclear.assertPlayedOut();
        assertEquals(HANDLED, shift.journal().dispositionOf(unclear.id()));
    }

    // Case 5: nobody came, or the queue is full.

    @Test
    void case5WhereNobodyComesTheFallbackLineIsRung() {
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
    void case5AFullQueueRingsTheFallbackLineForRoutineCallers() {
        fillTheQueue();
        var call = routine().hears("fr.ringing-fallback");

        assertEquals(TO_FALLBACK, receive(call));

        assertTrue(call.isHandedBack());
        assertFalse(shift.journal().stations().contains(QUEUED));
    }

    @Test
    void case5WhoeverIsRefusedByAFullQueueAndHangsUpHasAbandonedNothing() {
        fillTheQueue();

        assertEquals(LEFT_EARLY, receive(routine().hangsUp()));
    }

    // A fault of ours.

    @Test
    void aFaultHandsTheCallBackAndIsTheEndOfItsRecord() {
        shift.store().goesAway();
        var call = routine();

        assertEquals(FAULT, receive(call));
        assertTrue(call.isHandedBack());
    }

    @Test
    void aStoreThatGoesAwayWhileACallerWaitsHandsTheCallBack() {
        shift.clock().after(Duration.ofSeconds(12), shift.store()::goesAway);
        var call = routine();

        assertEquals(FAULT, receive(call));
        assertTrue(call.isHandedBack());
    }

    @Test
    void aStoreThatGoesAwayDuringATalkLeavesTheTalkAlone() {
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

    private FrontDesk desk() {
        return FrontDesk.of(shift, House.open());
    }

    private Disposition receive(ScriptedCall call) {
        Disposition disposition = desk().receive(call);
        assertEquals(0, shift.seated());
        return disposition;
    }
}
