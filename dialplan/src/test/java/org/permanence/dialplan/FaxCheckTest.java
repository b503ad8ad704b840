package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.FAX;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.practice.Language.EN;
import static org.permanence.practice.Language.FR;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.flow.Disposition;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.Station;
import org.permanence.practice.IntakeRules;
import org.permanence.practice.Languages;
import org.permanence.practice.Practice;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;

/// A fax machine that calls an open practice, and persons who sound like one. An assistant is ready.
class FaxCheckTest {

    private static final String QUESTION = "fr.emergency-question";

    private final Shift shift = new Shift(House.open());
    private Practice practice = LES_LILAS;

    @BeforeEach
    void somebodyIsReady() {
        shift.signsIn(OMAR);
    }

    @Test
    void whoWhistlesOnceIsAskedNothingElse() {
        var call = greeted().beeps(1).hears(QUESTION).staysSilent();

        assertEquals(HANDLED, receive(call.hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void whoPressesAKeyIsAPersonWhateverIsHeard() {
        var call = greeted().beeps(9).hears(QUESTION).presses('5').hears(QUESTION);

        assertEquals(HANDLED, receive(call.staysSilent().talksTo("omar")));
    }

    @Test
    void whoeverMayBeInDangerIsRungThroughWhateverIsHeard() {
        var call = greeted().beeps(9).hears(QUESTION).presses('1').hears("fr.ringing-emergency");

        assertEquals(ESCALATED, receive(call.talksTo("garde")));
    }

    @Test
    void whoSaysByKeyThatAPersonIsThereIsAskedTheEmergencyQuestionAgain() {
        var call = suspected().beeps(2).hears("fr.fax-question").presses('1').hears(QUESTION);

        assertEquals(
                ESCALATED,
                receive(call.presses('1').hears("fr.ringing-emergency").talksTo("garde")));
    }

    @Test
    void whoCannotPressAKeyGoesOnWhereTheTonesDoNot() {
        var call = suspected().beeps(1).hears("fr.fax-question").staysSilent();

        assertEquals(HANDLED, receive(call.hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void whoWasFoundToBeAPersonIsNeverAskedTwice() {
        var call = suspected().hears("fr.fax-question").staysSilent();

        assertEquals(
                HANDLED, receive(call.beeps(9).hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void nothingIsCountedWhileTheCallerWaitsOrTalks() {
        var call = greeted().hears(QUESTION).presses('2');

        receive(call.talksTo("omar", () -> assertFalse(call.countsFaxTones())));
    }

    @Test
    void aFaxMachineThatLeavesWhileItIsAskedLeftEarly() {
        assertEquals(LEFT_EARLY, receive(suspected().hangsUp()));
    }

    @Test
    void aPracticeThatTakesFaxesAsksNobody() {
        var usual = LES_LILAS.intake();
        practice = House.with(
                LES_LILAS.emergency(),
                new IntakeRules(usual.questions(), usual.rules(), usual.callWindow(), false),
                LES_LILAS.onCall(),
                LES_LILAS);
        var call = greeted().beeps(9).hears(QUESTION).staysSilent();

        assertEquals(HANDLED, receive(call.hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void aFaxMachineRingsNobodyAndIsInNoQueue() {
        var call = suspected().beeps(2).hears("fr.fax-question").staysSilent();

        assertEquals(FAX, receive(call));
        assertEquals(
                List.of(Station.ARRIVED, Station.ANSWERED, Station.GREETED, Station.ENDED),
                shift.journal().entries().stream().map(JournalEntry::station).toList());
        assertTrue(call.isHungUp(), "no line of the practice rings");
    }

    @Test
    void itIsAskedInEachLanguageThatAPersonMayNeed() {
        practice = House.with(new Languages(FR, Map.of('8', EN), Optional.empty()), LES_LILAS);
        var call = greeted()
                .beeps(2)
                .hears(QUESTION)
                .hears("en.emergency-question")
                .hears("en.language-offer-8")
                .staysSilent()
                .beeps(2)
                .hears("fr.fax-question")
                .hears("en.fax-question");

        assertEquals(FAX, receive(call.staysSilent()));
    }

    private static ScriptedCall greeted() {
        return ScriptedCall.to(Fixtures.LES_LILAS).hears("les-lilas.greeting");
    }

    /// Two tones, and no key.
    private static ScriptedCall suspected() {
        return greeted().beeps(2).hears(QUESTION).staysSilent();
    }

    private Disposition receive(ScriptedCall call) {
        return FrontDesk.of(shift, practice).receive(call);
    }
}
