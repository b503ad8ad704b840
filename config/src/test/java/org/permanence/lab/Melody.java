package org.permanence.lab;

import java.time.Duration;

/// Makes distinct prompts for tests: short tones of the given pitches, one after the other.
final class Melody {

    private static final Duration NOTE = Duration.ofMillis(170);

    private Melody() {}

    static Sound of(int... hertz) {
        Sound melody = Sound.silence(Duration.ZERO);
        for (int pitch : hertz) {
            melody = melody.then(Sound.tone(pitch, NOTE));
        }
        return melody;
    }
}
