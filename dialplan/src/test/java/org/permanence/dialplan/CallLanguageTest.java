package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.flow.Disposition.CLOSED_ANNOUNCED;
import static org.permanence.flow.Disposition.EMERGENCY_ANNOUNCED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.practice.Language.EN;
import static org.permanence.practice.Language.FR;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.practice.Languages;
import org.permanence.practice.Practice;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.triage.Urgency;

/// Calls to a practice that offers French and, by key 8, English.
class CallLanguageTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Practice PRACTICE =
            LES_LILAS.withLanguages(new Languages(FR, Map.of('8', EN), Optional.empty()));

    private QueueScenario scenario = new QueueScenario(SamplePractices.standard());

    @Test
    void emergencyKeyEscalatesAtOnceInAnyLanguage() {
        var call = greeted().presses('1').hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, receive(call));
    }

    @Test
    void unansweredEmergencyCallerHearsWhatToDialInEveryLanguageIfNoneWasChosen() {
        var call = askedInBothLanguages()
                .presses('1')
                .hears("fr.ringing-emergency")
                .getsNoAnswerFrom("garde")
                .getsNoAnswerFrom("cabinet")
                .hears("fr.dial-emergency")
                .hears("en.dial-emergency");

        assertEquals(EMERGENCY_ANNOUNCED, receive(call));
    }

    @Test
    void chosenLanguageIsUsedForTheRestOfTheCall() {
        scenario = new QueueScenario(SamplePractices.standard(), SUNDAY);
        var call = askedInBothLanguages()
                .presses('8')
                .hears("en.emergency-question")
                .staysSilent()
                .hears("en.emergency-question")
                .presses('2')
                .hears("les-lilas.en.closed")
                .hears("en.dial-emergency");

        assertEquals(CLOSED_ANNOUNCED, receive(call));
    }

    @Test
    void languageChosenDuringTheGreetingIsUsedFromTheEmergencyQuestionOn() {
        var call = ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .hears("les-lilas.greeting")
                .presses('8')
                .hears("en.emergency-question")
                .presses('1')
                .hears("en.ringing-emergency")
                .talksTo("garde");

        assertEquals(ESCALATED, receive(call));
    }

    @Test
    void emergencyKeyWorksAfterChoosingALanguage() {
        var call = askedInBothLanguages()
                .presses('8')
                .hears("en.emergency-question")
                .presses('1')
                .hears("en.ringing-emergency")
                .getsNoAnswerFrom("garde")
                .getsNoAnswerFrom("cabinet")
                .hears("en.dial-emergency");

        assertEquals(EMERGENCY_ANNOUNCED, receive(call));
    }

    @Test
    void chosenLanguageIsJournalledAndSurvivesARestart() {
        scenario.signsIn(OMAR);
        receive(askedInBothLanguages()
                .presses('8')
                .hears("en.emergency-question")
                .presses('2')
                .talksTo("omar"));
        Detail triaged = scenario.journal().entries().stream()
                .filter(entry -> entry.event() == CallEvent.TRIAGED)
                .findFirst()
                .orElseThrow()
                .detail();
        assertEquals(new Detail.WithUrgency(Urgency.ROUTINE, Optional.of(EN)), triaged);

        scenario = new QueueScenario(SamplePractices.standard());
        scenario.clock().after(Duration.ofSeconds(35), () -> scenario.signsIn(OMAR));
        var call = ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .returning()
                .hears("en.language-unavailable")
                .hears("en.position-1")
                .talksTo("omar");
        var recordBeforeRestart = new CallRecord(
                call.id(),
                PRACTICE.id(),
                Instant.EPOCH,
                CallEvent.QUEUED,
                Optional.of(Urgency.ROUTINE),
                Optional.empty(),
                Optional.empty(),
                Optional.of(EN));

        assertEquals(HANDLED, receive(call, Optional.of(recordBeforeRestart)));
    }

    private static ScriptedCall greeted() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question");
    }

    private static ScriptedCall askedInBothLanguages() {
        return greeted().hears("en.emergency-question").hears("en.language-offer-8");
    }

    private Disposition receive(ScriptedCall call) {
        return receive(call, Optional.empty());
    }

    private Disposition receive(ScriptedCall call, Optional<CallRecord> recordBeforeRestart) {
        return ReceptionFixture.of(scenario, PRACTICE)
                .resuming(recordBeforeRestart)
                .receive(call);
    }
}
