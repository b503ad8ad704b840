package org.permanence.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.practice.PracticeId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;

class AssistantWordsTest {

    @Test
    void aReasonOutsideTheListIsNoReason() {
        for (String word : List.of("", "LUNCH", "Lunch", "lunch ", "no_answer", "doctor's appointment")) {
            assertEquals(Optional.empty(), AwayReason.named(word), word);
        }
    }

    @Test
    void everyReasonHasAWordThatFindsIt() {
        for (AwayReason reason : AwayReason.values()) {
            assertEquals(Optional.of(reason), AwayReason.named(reason.word()));
        }
        assertEquals("no-answer", AwayReason.NO_ANSWER.word());
    }

    @Test
    void aLoginIsAShortNameInLowerCase() {
        for (String login : List.of("", "Ines", "ines l", "-ines", "in\u00e8s", "i\nb", "a".repeat(41))) {
            assertThrows(IllegalArgumentException.class, () -> new Login(login), login);
        }
        assertEquals("ines-2", new Login("ines-2").toString());
    }

    @Test
    void anAssistantServesThePracticesSheWasGivenAndNoOther() {
        assertFalse(House.ZOE.mayServe(House.LES_LILAS.id()));
        assertTrue(House.ZOE.mayServe(House.PORT_ROYAL.id()));
        assertFalse(House.INES.mayServe(new PracticeId("elsewhere")));
    }

    @Test
    void whoeverChangesTheListAfterwardsDoesNotChangeWhomSheServes() {
        Set<PracticeId> practices = new HashSet<>(House.ZOE.practices());
        var zoe = new Assistant(
                House.ZOE.login(),
                House.ZOE.name(),
                House.ZOE.line(),
                House.ZOE.team(),
                practices,
                House.ZOE.ringPatience(),
                House.ZOE.wrapUp());

        practices.add(House.LES_LILAS.id());

        assertFalse(zoe.mayServe(House.LES_LILAS.id()));
    }

    @Test
    void anAssistantDoesNotPrintHerName() {
        assertFalse(House.INES.toString().contains(Fixtures.SURNAME));
    }
}
