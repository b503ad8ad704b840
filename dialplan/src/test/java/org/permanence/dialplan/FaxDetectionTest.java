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
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.JournalEntry;
import org.permanence.practice.IntakeRules;
import org.permanence.practice.Languages;
import org.permanence.practice.Practice;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// Case 11 of [Reception]: a fax machine, and persons who sound like one, call an open practice. An assistant is
/// ready.
class FaxDetectionTest {

    private static final String QUESTION = "fr.emergency-question";

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard());
    private Practice practice = LES_LILAS;

    @BeforeEach
    void anAssistantIsReady() {
        scenario.signsIn(OMAR);
    }

    @Test
    void singleToneIsIgnored() {
        var call = greeted().sendsFaxTones(1).hears(QUESTION).staysSilent();

        assertEquals(HANDLED, receive(call.hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void callerWhoPressesAKeyIsAPersonWhateverTonesAreHeard() {
        var call = greeted().sendsFaxTones(9).hears(QUESTION).presses('5').hears(QUESTION);

        assertEquals(HANDLED, receive(call.staysSilent().talksTo("omar")));
    }

    @Test
    void callerWhoPressesAKeyDuringTheGreetingIsAPersonWhateverTonesAreHeard() {
        var call = greeted().presses('5').sendsFaxTones(9).hears(QUESTION).staysSilent();

        assertEquals(HANDLED, receive(call.hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void emergencyIsEscalatedWhateverTonesAreHeard() {
        var call = greeted().sendsFaxTones(9).hears(QUESTION).presses('1').hears("fr.ringing-emergency");

        assertEquals(ESCALATED, receive(call.talksTo("garde")));
    }

    @Test
    void callerWhoConfirmsByKeyIsAskedTheEmergencyQuestionAgain() {
        var call = suspected()
                .sendsFaxTones(2)
                .hears("fr.fax-question")
                .presses('1')
                .hears(QUESTION);

        assertEquals(
                ESCALATED,
                receive(call.presses('1').hears("fr.ringing-emergency").talksTo("garde")));
    }

    @Test
    void callerWithoutAKeyContinuesIfTheTonesStop() {
        var call = suspected().sendsFaxTones(1).hears("fr.fax-question").staysSilent();

        assertEquals(HANDLED, receive(call.hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void callerIsAskedTheFaxQuestionAtMostOnce() {
        var call = suspected().hears("fr.fax-question").staysSilent();

        assertEquals(
                HANDLED,
                receive(call.sendsFaxTones(9).hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void tonesAreNotCountedAfterTriage() {
        var call = greeted().hears(QUESTION).presses('2');

        receive(call.talksTo("omar", () -> assertFalse(call.countsFaxTones())));
    }

    @Test
    void hangupDuringTheFaxQuestionIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(suspected().hangsUp()));
    }

    @Test
    void practiceThatAcceptsFaxesDoesNotAsk() {
        var defaults = LES_LILAS.intake();
        practice =
                LES_LILAS.withIntake(new IntakeRules(defaults.menu(), defaults.rules(), defaults.callWindow(), false));
        var call = greeted().sendsFaxTones(9).hears(QUESTION).staysSilent();

        assertEquals(HANDLED, receive(call.hears(QUESTION).staysSilent().talksTo("omar")));
    }

    @Test
    void faxMachineRingsNoLineAndEntersNoQueue() {
        var call = suspected().sendsFaxTones(2).hears("fr.fax-question").staysSilent();

        assertEquals(FAX, receive(call));
        assertEquals(
                List.of(CallEvent.ARRIVED, CallEvent.ANSWERED, CallEvent.GREETED, CallEvent.ENDED),
                scenario.journal().entries().stream().map(JournalEntry::event).toList());
        assertTrue(call.isHungUp(), "the engine hangs up");
    }

    @Test
    void faxQuestionIsPlayedInEveryLanguageOffered() {
        practice = LES_LILAS.withLanguages(new Languages(FR, Map.of('8', EN), Optional.empty()));
        var call = greeted()
                .sendsFaxTones(2)
                .hears(QUESTION)
                .hears("en.emergency-question")
                .hears("en.language-offer-8")
                .staysSilent()
                .sendsFaxTones(2)
                .hears("fr.fax-question")
                .hears("en.fax-question");

        assertEquals(FAX, receive(call.staysSilent()));
    }

    private static ScriptedCall greeted() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID).hears("les-lilas.greeting");
    }

    /// Two tones and no key.
    private static ScriptedCall suspected() {
        return greeted().sendsFaxTones(2).hears(QUESTION).staysSilent();
    }

    private Disposition receive(ScriptedCall call) {
        return ReceptionFixture.of(scenario, practice).receive(call);
    }
}
