package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossCorrelationTest {

    private static final Sound GREETING = Melody.of(350, 480, 620, 410, 550, 390);
    private static final Sound OTHER = Melody.of(520, 330, 440, 580, 360, 470);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void silenceMatchesNothing() {
        assertEquals(
                0,
                CrossCorrelation.bestMatch(Sound.silence(Duration.ofSeconds(5)), GREETING)
                        .score());
    }

    @Test
    void silentPromptIsRejected() {
        assertThrows(LabException.class, () -> CrossCorrelation.bestMatch(GREETING, Sound.silence(SECOND)));
    }

    @Test
    void anotherPromptDoesNotMatch() {
        Sound heard = Sound.silence(SECOND).then(OTHER).then(Sound.silence(SECOND));

        double score = CrossCorrelation.bestMatch(heard, GREETING).score();

        assertTrue(score < 0.4, () -> "likeness " + score);
    }

    @Test
    void noiseDoesNotMatch() {
        assertTrue(CrossCorrelation.bestMatch(noise(5 * Sound.RATE, 3_000), GREETING)
                        .score()
                < 0.2);
    }

    @Test
    void partOfAPromptDoesNotMatch() {
        Sound heard = Sound.silence(SECOND)
                .then(GREETING.first(GREETING.length().dividedBy(3)))
                .then(Sound.silence(SECOND));

        assertTrue(CrossCorrelation.bestMatch(heard, GREETING).score() < 0.6);
    }

    @Test
    void soundShorterThanThePromptDoesNotMatch() {
        assertEquals(
                0,
                CrossCorrelation.bestMatch(Sound.silence(Duration.ofMillis(20)), GREETING)
                        .score());
    }

    @Test
    void promptIsFoundWhenQuieterAndThroughUlaw() {
        Sound heard = Sound.silence(SECOND).then(throughUlaw(GREETING, 0.3)).then(OTHER);

        var match = CrossCorrelation.bestMatch(heard, GREETING);

        assertEquals(Sound.RATE, match.offset());
        assertTrue(match.score() > 0.99, () -> "likeness " + match.score());
    }

    @Test
    void promptIsFoundDespiteALostPacket() {
        Sound lossy = GREETING.first(Duration.ofMillis(500))
                .then(Sound.silence(Duration.ofMillis(20)))
                .then(GREETING.slice(4_160, GREETING.size()));

        assertTrue(CrossCorrelation.bestMatch(Sound.silence(SECOND).then(lossy), GREETING)
                        .score()
                > 0.9);
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
