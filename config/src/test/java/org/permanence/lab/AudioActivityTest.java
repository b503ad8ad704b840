package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AudioActivityTest {

    private static final Duration THREE = Duration.ofSeconds(3);
    private static final Sound TUNE = Melody.of(
            350, 480, 620, 410, 550, 390, 520, 330, 440, 580, 360, 470, 350, 480, 620, 410, 550, 390, 520, 330, 440);

    @Test
    void silenceIsNotMusic() {
        assertFalse(AudioActivity.hasMusic(Sound.silence(THREE), THREE));
    }

    @Test
    void steadyToneIsNotMusic() {
        assertFalse(AudioActivity.hasMusic(Sound.tone(440, Duration.ofSeconds(5)), THREE));
    }

    @Test
    void tuneWithAPauseIsNotMusic() {
        Sound interrupted = TUNE.first(Duration.ofSeconds(2))
                .then(Sound.silence(Duration.ofMillis(200)))
                .then(TUNE.first(Duration.ofSeconds(2)));

        assertFalse(AudioActivity.hasMusic(interrupted, THREE));
    }

    @Test
    void tuneIsMusic() {
        assertTrue(AudioActivity.hasMusic(TUNE, THREE));
    }

    @Test
    void longestSilenceIsFoundToATenthOfASecond() {
        Sound heard = Sound.silence(Duration.ofMillis(500))
                .then(Sound.tone(440, Duration.ofSeconds(1)))
                .then(Sound.silence(Duration.ofMillis(900)));

        assertEquals(Duration.ofMillis(900), AudioActivity.longestSilence(heard));
    }
}
