package org.permanence.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SamplePractices;

class AssistantValuesTest {

    @Test
    void unknownPauseReasonIsRefused() {
        for (String word : List.of("", "LUNCH", "Lunch", "lunch ", "no_answer", "doctor's appointment")) {
            assertEquals(Optional.empty(), PauseReason.fromWord(word), word);
        }
    }

    @Test
    void everyPauseReasonIsFoundByItsWord() {
        for (PauseReason reason : PauseReason.values()) {
            assertEquals(Optional.of(reason), PauseReason.fromWord(reason.word()));
        }
        assertEquals("no-answer", PauseReason.NO_ANSWER.word());
    }

    @Test
    void loginIsAShortNameInLowerCase() {
        for (String login : List.of("", "Ines", "ines l", "-ines", "in\u00e8s", "i\nb", "a".repeat(41))) {
            assertThrows(IllegalArgumentException.class, () -> new Login(login), login);
        }
        assertEquals("ines-2", new Login("ines-2").toString());
    }

    @Test
    void assistantServesOnlyTheConfiguredPractices() {
        assertEquals(Optional.empty(), SamplePractices.ZOE.skillFor(SamplePractices.LES_LILAS.id()));
        assertEquals(Optional.of(Skill.FLUENT), SamplePractices.ZOE.skillFor(SamplePractices.PORT_ROYAL.id()));
        assertEquals(Optional.empty(), SamplePractices.INES.skillFor(new PracticeId("elsewhere")));
    }

    @Test
    void laterChangesToTheSkillMapHaveNoEffect() {
        Map<PracticeId, Skill> skills = new HashMap<>(SamplePractices.ZOE.skills());
        var zoe = new Assistant(
                SamplePractices.ZOE.login(),
                SamplePractices.ZOE.line(),
                SamplePractices.ZOE.team(),
                skills,
                SamplePractices.ZOE.languages(),
                SamplePractices.ZOE.ringTimeout(),
                SamplePractices.ZOE.wrapUp());

        skills.put(SamplePractices.LES_LILAS.id(), Skill.FLUENT);

        assertEquals(Optional.empty(), zoe.skillFor(SamplePractices.LES_LILAS.id()));
    }
}
