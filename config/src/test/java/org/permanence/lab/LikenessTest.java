package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LikenessTest {

    private static final Sound GREETING = Melody.of(350, 480, 620, 410, 550, 390);
    private static final Sound OTHER = Melody.of(520, 330, 440, 580, 360, 470);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void silenceIsLikeNothing() {
        assertEquals(
                0, Likeness.best(Sound.silence(Duration.ofSeconds(5)), GREETING).likeness());
    }

    @Test
    void silenceIsNoPrompt() {
        assertThrows(LabException.class, () -> Likeness.best(GREETING, Sound.silence(SECOND)));
    }

    @Test
    void anotherPromptIsNotTaken() {
        Sound heard = Sound.silence(SECOND).then(OTHER).then(Sound.silence(SECOND));

        double likeness = Likeness.best(heard, GREETING).likeness();

        assertTrue(likeness < 0.4, () -> "likeness " + likeness);
    }

    @Test
    void noiseIsNotTaken() {
        assertTrue(Likeness.best(noise(5 * Sound.RATE, 3_000), GREETING).likeness() < 0.2);
    }

    @Test
    void halfAPromptIsNotTaken() {
        Sound heard = Sound.silence(SECOND)
                .then(GREETING.first(GREETING.length().dividedBy(3)))
                .then(Sound.silence(SECOND));

        assertTrue(Likeness.best(heard, GREETING).likeness() < 0.6);
    }

    @Test
    void aShorterSoundHasNoPlaceForIt() {
        assertEquals(
                0, Likeness.best(Sound.silence(Duration.ofMillis(20)), GREETING).likeness());
    }

    @Test
    void thePromptIsFoundAtItsPlaceQuieterAndThroughUlaw() {
        Sound heard = Sound.silence(SECOND).then(throughUlaw(GREETING, 0.3)).then(OTHER);

        var match = Likeness.best(heard, GREETING);

        assertEquals(Sound.RATE, match.at());
        assertTrue(match.likeness() > 0.99, () -> "likeness " + match.likeness());
    }

    @Test
    void aLostPacketDoesNotHideThePrompt() {
        Sound lossy = GREETING.first(Duration.ofMillis(500))
                .then(Sound.silence(Duration.ofMillis(20)))
                .then(GREETING.slice(4_160, GREETING.size()));

        assertTrue(Likeness.best(Sound.silence(SECOND).then(lossy), GREETING).likeness() > 0.9);
    }

    private static Sound throughUlaw(Sound sound, double gain) {
        var samples = new short[sound.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Ulaw.decode(Ulaw.encode((short) (sound.at(i) * gain)));
        }
        return Sound.of(samples);
    }

    private static Sound noise(int size, double level) {
        var random = new Random(1);
        var samples = new short[size];
        for (int i = 0; i < size; i++) {
            samples[i] = (short) (random.nextGaussian() * level);
        }
        return Sound.of(samples);
    }
}
