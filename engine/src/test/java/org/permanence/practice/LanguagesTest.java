package org.permanence.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.practice.Language.EN;
import static org.permanence.practice.Language.FR;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.Answer;
import org.permanence.call.Prompt;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SamplePractices;
import org.permanence.triage.Urgency;

class LanguagesTest {

    private static final Languages BOTH = new Languages(FR, Map.of('8', EN), Optional.empty());
    private static final Practice PRACTICE = SamplePractices.LES_LILAS.withLanguages(BOTH);

    @Test
    void aKeyThatAnswersOrObjectsChoosesNoLanguage() {
        for (char key : "129*#".toCharArray()) {
            assertThrows(IllegalArgumentException.class, () -> new Languages(FR, Map.of(key, EN), Optional.empty()));
        }
    }

    @Test
    void aLanguageIsOfferedOnce() {
        assertThrows(IllegalArgumentException.class, () -> new Languages(FR, Map.of('8', FR), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class, () -> new Languages(FR, Map.of('8', EN, '7', EN), Optional.empty()));
    }

    @Test
    void theEmergencyQuestionIsAskedInEachLanguageBeforeAnyIsOffered() {
        assertEquals(
                List.of("fr.emergency-question", "en.emergency-question", "en.language-offer-8"),
                names(PRACTICE.emergencyQuestion()));
        assertEquals(
                List.of("en.emergency-question"), names(PRACTICE.inLanguage(EN).emergencyQuestion()));
        assertEquals(List.of("fr.emergency-question"), names(SamplePractices.LES_LILAS.emergencyQuestion()));
    }

    @Test
    void keyIsIgnoredOnceALanguageIsChosen() {
        var key = new Answer.Digit('8');

        assertEquals(Optional.of(EN), BOTH.chosenBy(key));
        assertEquals(Optional.empty(), BOTH.withChosen(EN).chosenBy(key));
        assertEquals(Optional.empty(), BOTH.chosenBy(new Answer.NoInput()));
    }

    @Test
    void withdrawnLanguageFallsBackToThePracticesOwn() {
        assertEquals(FR, Languages.single(FR).withChosen(EN).current());
    }

    @Test
    void promptsFollowTheChosenLanguageExceptTheOnCallQuestion() {
        Prompts prompts = PRACTICE.inLanguage(EN).prompts();

        assertEquals("les-lilas.en.closed", prompts.closed().name());
        assertEquals("les-lilas.en.question-reason", prompts.question("reason").name());
        assertEquals("en.position-2", prompts.position(2).name());
        assertEquals(
                "les-lilas.accept-urgent",
                prompts.onCallQuestion(Urgency.URGENT).name());
        assertEquals(
                "les-lilas.en.closed.3",
                new Prompts(PRACTICE.id(), EN, 3, false).closed().name());
    }

    @Test
    void simulationChoosesTheLanguageToo() {
        var outcome = simulate('8', '1');

        assertEquals(Optional.of(EN), outcome.language());
        assertEquals(Urgency.VITAL, outcome.context().triage().urgency());
        assertEquals(Optional.empty(), simulate('2').language());
        assertEquals(
                Urgency.UNCLEAR,
                simulate('8', '8', '8').context().triage().urgency(),
                "a second language key is an invalid answer");
    }

    private static RoutingSimulation.Outcome simulate(Character... keys) {
        return new RoutingSimulation(PRACTICE)
                .run(new RoutingSimulation.Scenario(
                        Instant.parse("2026-11-18T09:00:00Z"),
                        List.of(keys),
                        Fixtures.LES_LILAS_DID,
                        CallerHistory.Caller.ANONYMOUS));
    }

    private static List<String> names(List<Prompt> prompts) {
        return prompts.stream().map(Prompt::name).toList();
    }
}
