package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {

    private static final Duration THREE = Duration.ofSeconds(3);
    private static final Sound TUNE = Melody.of(
            350, 480, 620, 410, 550, 390, 520, 330, 440, 580, 360, 470, 350, 480, 620, 410, 550, 390, 520, 330, 440);

    @Test
    void silenceIsNotFilled() {
        assertFalse(Pauses.isFilled(Sound.silence(THREE), THREE));
    }

    @Test
    void oneSteadyToneIsNotMusic() {
        assertFalse(Pauses.isFilled(Sound.tone(440, Duration.ofSeconds(5)), THREE));
    }

    @Test
    void aTuneWithAPauseInItIsNotFilled() {
        Sound interrupted = TUNE.first(Duration.ofSeconds(2))
                .then(Sound.silence(Duration.ofMillis(200)))
                .then(TUNE.first(Duration.ofSeconds(2)));

        assertFalse(Pauses.isFilled(interrupted, THREE));
    }

    @Test
    void aTuneIsMusic() {
        assertTrue(Pauses.isFilled(TUNE, THREE));
    }

    @Test
    void theLongestPauseIsFoundToATenthOfASecond() {
        Sound heard = Sound.silence(Duration.ofMillis(500))
                .then(Sound.tone(440, Duration.ofSeconds(1)))
                .then(Sound.silence(Duration.ofMillis(900)));

        assertEquals(Duration.ofMillis(900), Pauses.longest(heard));
    }
}
