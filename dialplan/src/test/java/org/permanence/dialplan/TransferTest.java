package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.OMAR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantState;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.Station;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.transfer.Transfer.Answer;
import org.permanence.transfer.Transfers;

/// Case 6 of [Reception]: Ines hands her caller over to the doctor.
class TransferTest {

    private static final Line DOCTOR = new Line("doctor");

    private final Shift shift = new Shift(House.open()).signsIn(INES);
    private final Transfers transfers = new Transfers();
    private final List<Answer> answers = new ArrayList<>();
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS)
            .hears("les-lilas.greeting")
            .hears("fr.emergency-question")
            .presses('2');

    @Test
    void whoTalksWithNobodyHandsNobodyOver() {
        assertEquals(Answer.NOT_TALKING, transfers.ask(INES.login(), DOCTOR));
        receive(call.meanwhile(() -> asks(DOCTOR)).talksTo("ines"));

        assertEquals(Answer.NOT_TALKING, transfers.ask(INES.login(), DOCTOR));
        assertEquals(List.of(Answer.NOT_TALKING), answers, "before she has answered");
    }

    @Test
    void nobodyIsHandedOverToALineThatIsNotThePractices() {
        receive(call.talksTo("ines", () -> asks(new Line("garde"))));

        assertEquals(List.of(Answer.UNKNOWN_LINE), answers);
        assertTrue(passed(Station.TRANSFERRING).isEmpty());
    }

    @Test
    void nobodyHandsOverAnothersCaller() {
        receive(call.talksTo("ines", () -> answers.add(transfers.ask(OMAR.login(), DOCTOR))));

        assertEquals(List.of(Answer.NOT_TALKING), answers);
    }

    @Test
    void oneLineRingsAtATime() {
        receive(call.talksTo("ines", () -> {
                    asks(DOCTOR);
                    asks(DOCTOR);
                })
                .talksTo("doctor"));

        assertEquals(List.of(Answer.RINGING, Answer.RINGING_ALREADY), answers);
    }

    @Test
    void aSwitchThatCannotRingLeavesTheTwoAsTheyWere() {
        receive(call.talksTo("ines", () -> {
            call.ringsNobody();
            asks(DOCTOR);
        }));

        assertEquals(List.of(Answer.NOT_RUNG), answers);
        assertEquals(1, passed(Station.TAKEN_BACK).size());
    }

    @Test
    void whoeverIsHandedOverTalksToTheDoctorAndTheAssistantIsFree() {
        var doctor = (Runnable) () -> assertEquals(AssistantState.WRAP_UP, shift.state(INES));

        assertEquals(HANDLED, receive(call.talksTo("ines", () -> asks(DOCTOR)).talksTo("doctor", doctor)));

        assertEquals(
                List.of(
                        Station.BRIDGED,
                        Station.TRANSFERRING,
                        Station.PARTED,
                        Station.WRAPPING_UP,
                        Station.TRANSFERRED,
                        Station.ENDED),
                shift.journal().stations().subList(6, 12));
    }

    @Test
    void whereTheDoctorDoesNotAnswerTheTwoTalkOn() {
        assertEquals(HANDLED, receive(call.talksTo("ines", () -> {
            asks(DOCTOR);
            call.besideEnds(BridgeOutcome.NO_ANSWER);
            asks(DOCTOR);
            call.besideEnds(BridgeOutcome.BUSY);
        })));

        assertEquals(List.of(Answer.RINGING, Answer.RINGING), answers, "she may ask again");
        assertEquals(2, passed(Station.TAKEN_BACK).size());
        assertTrue(passed(Station.TRANSFERRED).isEmpty());
    }

    @Test
    void whereTheAssistantIsGoneAndTheDoctorDoesNotAnswerTheCallerWaitsForTheNext() {
        shift.signsIn(OMAR);

        assertEquals(
                HANDLED,
                receive(call.talksTo("ines", () -> asks(DOCTOR))
                        .getsNoAnswerFrom("doctor")
                        .talksTo("omar")));

        assertEquals(1, passed(Station.TAKEN_BACK).size());
        assertEquals(AssistantState.WRAP_UP, shift.state(OMAR));
    }

    @Test
    void whoeverWaitsAgainAndLeavesHasAbandoned() {
        shift.clock().after(Duration.ofSeconds(5), call::leaves);

        assertEquals(ABANDONED, receive(call.talksTo("ines", () -> asks(DOCTOR)).cannotReach("doctor")));
    }

    @Test
    void whoeverHangsUpWhileTheDoctorRingsHasBeenServed() {
        assertEquals(HANDLED, receive(call.talksTo("ines", () -> asks(DOCTOR)).hangsUpWhileItRings("doctor")));
    }

    private void asks(Line line) {
        answers.add(transfers.ask(INES.login(), line));
    }

    private List<Station> passed(Station wanted) {
        return shift.journal().stations().stream().filter(wanted::equals).toList();
    }

    private Disposition receive(ScriptedCall patient) {
        Disposition disposition =
                FrontDesk.of(shift, House.open()).handingOver(transfers).receive(patient);
        assertEquals(0, shift.seated());
        return disposition;
    }
}
