package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FragmentMatcherTest {

    private static final double THRESHOLD = 0.6;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Sound GREETING = Melody.of(350, 480, 620, 410, 550, 390, 700, 460, 590, 320);
    private static final Sound OTHER = Melody.of(520, 330, 440, 580, 360, 470, 610, 400, 530, 340);

    @Test
    void anotherPromptDoesNotMatch() {
        assertEquals(OptionalInt.empty(), FragmentMatcher.find(withSilenceAround(OTHER), GREETING, THRESHOLD));
    }

    @Test
    void halfAPromptDoesNotMatch() {
        Sound half = GREETING.first(GREETING.length().dividedBy(2));

        assertEquals(OptionalInt.empty(), FragmentMatcher.find(withSilenceAround(half), GREETING, THRESHOLD));
    }

    @Test
    void silenceDoesNotMatch() {
        assertEquals(
                OptionalInt.empty(), FragmentMatcher.find(Sound.silence(SECOND.multipliedBy(4)), GREETING, THRESHOLD));
    }

    @Test
    void promptWithAGapIsFoundWhereItBegan() {
        Sound gap = Sound.silence(Duration.ofMillis(130));
        Sound interrupted = GREETING.slice(0, 6_500).then(gap).then(GREETING.slice(6_500, GREETING.size()));

        assertEquals(
                OptionalInt.of(Sound.RATE), FragmentMatcher.find(withSilenceAround(interrupted), GREETING, THRESHOLD));
    }

    private static Sound withSilenceAround(Sound sound) {
        return Sound.silence(SECOND).then(sound).then(Sound.silence(SECOND));
    }
}
