package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PiecesTest {

    private static final double ALIKE = 0.6;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Sound GREETING = Melody.of(350, 480, 620, 410, 550, 390, 700, 460, 590, 320);
    private static final Sound OTHER = Melody.of(520, 330, 440, 580, 360, 470, 610, 400, 530, 340);

    @Test
    void anotherPromptIsNotTaken() {
        assertEquals(OptionalInt.empty(), Pieces.find(quietAround(OTHER), GREETING, ALIKE));
    }

    @Test
    void halfAPromptIsNotTaken() {
        Sound half = GREETING.first(GREETING.length().dividedBy(2));

        assertEquals(OptionalInt.empty(), Pieces.find(quietAround(half), GREETING, ALIKE));
    }

    @Test
    void silenceIsNotTaken() {
        assertEquals(OptionalInt.empty(), Pieces.find(Sound.silence(SECOND.multipliedBy(4)), GREETING, ALIKE));
    }

    @Test
    void aPromptWithAGapInItIsFoundWhereItBegan() {
        Sound gap = Sound.silence(Duration.ofMillis(130));
        Sound torn = GREETING.slice(0, 6_500).then(gap).then(GREETING.slice(6_500, GREETING.size()));

        assertEquals(OptionalInt.of(Sound.RATE), Pieces.find(quietAround(torn), GREETING, ALIKE));
    }

    private static Sound quietAround(Sound sound) {
        return Sound.silence(SECOND).then(sound).then(Sound.silence(SECOND));
    }
}
