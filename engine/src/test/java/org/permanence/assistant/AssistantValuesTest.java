package org.permanence.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.practice.PracticeId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;

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
    void aLoginIsAShortNameInLowerCase() {
        for (String login : List.of("", "Ines", "ines l", "-ines", "in\u00e8s", "i\nb", "a".repeat(41))) {
            assertThrows(IllegalArgumentException.class, () -> new Login(login), login);
        }
        assertEquals("ines-2", new Login("ines-2").toString());
    }

    @Test
    void assistantServesOnlyTheConfiguredPractices() {
        assertEquals(Optional.empty(), House.ZOE.skillFor(House.LES_LILAS.id()));
        assertEquals(Optional.of(Skill.FLUENT), House.ZOE.skillFor(House.PORT_ROYAL.id()));
        assertEquals(Optional.empty(), House.INES.skillFor(new PracticeId("elsewhere")));
    }

    @Test
    void laterChangesToTheSkillMapHaveNoEffect() {
        Map<PracticeId, Skill> skills = new HashMap<>(House.ZOE.skills());
        var zoe = new Assistant(
                House.ZOE.login(),
                House.ZOE.name(),
                House.ZOE.line(),
                House.ZOE.team(),
                skills,
                House.ZOE.languages(),
                House.ZOE.ringTimeout(),
                House.ZOE.wrapUp());

        skills.put(House.LES_LILAS.id(), Skill.FLUENT);

        assertEquals(Optional.empty(), zoe.skillFor(House.LES_LILAS.id()));
    }

    @Test
    void assistantDoesNotPrintTheName() {
        assertFalse(House.INES.toString().contains(Fixtures.SURNAME));
    }
}
