package org.permanence.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.call.Prompt;
import org.permanence.testing.House;

class PracticeWordsTest {

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
    void aQueueWithANegativeLimitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new QueueRules(-1, MINUTE, MINUTE, MINUTE));
    }

    @Test
    void aQueueWithoutPatienceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new QueueRules(1, Duration.ZERO, MINUTE, MINUTE));
        assertThrows(IllegalArgumentException.class, () -> new QueueRules(1, MINUTE.negated(), MINUTE, MINUTE));
    }

    @Test
    void aQueueThatAnnouncesOrCountsInNegativeTimeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new QueueRules(1, MINUTE, MINUTE.negated(), MINUTE));
        assertThrows(IllegalArgumentException.class, () -> new QueueRules(1, MINUTE, MINUTE, MINUTE.negated()));
        assertEquals(Duration.ZERO, new QueueRules(1, MINUTE, Duration.ZERO, MINUTE).announceEvery());
    }

    @Test
    void aPracticeSpeaksWithItsOwnWordsAndTheHousesInItsLanguage() {
        Prompts lilas = House.LES_LILAS.prompts();
        Prompts royal = House.PORT_ROYAL.prompts();

        assertEquals(new Prompt("les-lilas.greeting"), lilas.greeting());
        assertEquals(new Prompt("les-lilas.closed"), lilas.closed());
        assertEquals(new Prompt("fr.emergency-question"), lilas.emergencyQuestion());
        assertEquals(new Prompt("en.dial-emergency"), royal.dialEmergency());
        assertEquals(new Prompt("en.ringing-emergency"), royal.ringingEmergency());
        assertEquals(new Prompt("en.ringing-fallback"), royal.ringingFallback());
    }

    @Test
    void positionsAreSaidUpToTwentyAndThenOnlyAsMany() {
        Prompts prompts = House.LES_LILAS.prompts();

        assertEquals(new Prompt("fr.position-1"), prompts.position(1));
        assertEquals(new Prompt("fr.position-20"), prompts.position(20));
        assertEquals(new Prompt("fr.position-many"), prompts.position(21));
    }
}
