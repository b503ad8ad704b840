package org.permanence.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.Prompt;
import org.permanence.testing.SamplePractices;

class PracticeValuesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void namesOfPracticesAndTeamsAreShortAndInLowerCase() {
        for (String name : List.of("", "Les-Lilas", "les lilas", "-lilas", "les.lilas", "lilas\n", "a".repeat(41))) {
            assertThrows(IllegalArgumentException.class, () -> new PracticeId(name), name);
            assertThrows(IllegalArgumentException.class, () -> new TeamId(name), name);
        }
        assertEquals("les-lilas-2", new PracticeId("les-lilas-2").toString());
        assertEquals("paris", new TeamId("paris").toString());
    }

    @Test
    void aChangeNamesItsAuthorInOneWordAndItsReasonInOneLine() {
        for (String author : List.of("", " ", "claire b", "-claire", "claire\n", "é", "a".repeat(65))) {
            assertThrows(IllegalArgumentException.class, () -> new PracticeChange(author, "holidays"), author);
        }
        for (String reason : List.of("", "  ", "two\nlines", "\u001b[2J", "a\u202eb", "a".repeat(201))) {
            assertThrows(IllegalArgumentException.class, () -> new PracticeChange("claire", reason), reason);
        }
        assertEquals("[change]", new PracticeChange("claire.b", "Fermé le 24 décembre").toString());
    }

    @Test
    void practiceSourceIsNotPrinted() {
        var source = new PracticeSource("é\n");

        assertEquals("[practice file]", source.toString());
        assertEquals("edd3a863872a04239eb29ad4bc12fc892b3d4ae57cc7e786a3697816f8e141c2", source.sha256());
    }

    @Test
    void aQueueWithANegativeLimitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> rules(-1, MINUTE, MINUTE, MINUTE));
    }

    @Test
    void queueWithoutAMaxWaitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> rules(1, Duration.ZERO, MINUTE, MINUTE));
        assertThrows(IllegalArgumentException.class, () -> rules(1, MINUTE.negated(), MINUTE, MINUTE));
    }

    @Test
    void negativeAnnouncementIntervalOrServiceLevelIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> rules(1, MINUTE, MINUTE.negated(), MINUTE));
        assertThrows(IllegalArgumentException.class, () -> rules(1, MINUTE, MINUTE, MINUTE.negated()));
        assertEquals(Duration.ZERO, rules(1, MINUTE, Duration.ZERO, MINUTE).announceEvery());
    }

    @Test
    void promptsAreThePracticesOwnOrSharedInItsLanguage() {
        Prompts lilas = SamplePractices.LES_LILAS.prompts();
        Prompts royal = SamplePractices.PORT_ROYAL.prompts();

        assertEquals(new Prompt("les-lilas.greeting"), lilas.greeting());
        assertEquals(new Prompt("les-lilas.closed"), lilas.closed());
        assertEquals(new Prompt("fr.emergency-question"), lilas.emergencyQuestion());
        assertEquals(new Prompt("en.dial-emergency"), royal.dialEmergency());
        assertEquals(new Prompt("en.ringing-emergency"), royal.ringingEmergency());
        assertEquals(new Prompt("en.ringing-fallback"), royal.ringingFallback());
    }

    @Test
    void changedPromptsHaveARevisionSuffix() {
        var changed = new Prompts(new PracticeId("les-lilas"), Language.FR, 2);

        assertEquals(new Prompt("les-lilas.greeting.2"), changed.greeting());
        assertEquals(new Prompt("les-lilas.closed.2"), changed.closed());
        assertEquals(new Prompt("fr.emergency-question"), changed.emergencyQuestion());
    }

    @Test
    void positionsAreSpokenUpToTwenty() {
        Prompts prompts = SamplePractices.LES_LILAS.prompts();

        assertEquals(new Prompt("fr.position-1"), prompts.position(1));
        assertEquals(new Prompt("fr.position-20"), prompts.position(20));
        assertEquals(new Prompt("fr.position-many"), prompts.position(21));
    }

    @Test
    void negativeFairnessOrOverflowTimesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FairnessRules(MINUTE.negated(), MINUTE));
        assertThrows(IllegalArgumentException.class, () -> new FairnessRules(MINUTE, MINUTE.negated()));
        assertThrows(IllegalArgumentException.class, () -> new Overflow(SamplePractices.TEAM, MINUTE.negated()));
    }

    private static QueueRules rules(int limit, Duration maxWait, Duration announceEvery, Duration serviceLevel) {
        return new QueueRules(
                limit, maxWait, announceEvery, serviceLevel, FairnessRules.ARRIVAL_ORDER, Optional.empty());
    }
}
