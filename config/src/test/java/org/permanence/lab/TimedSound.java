package org.permanence.lab;

import java.time.Duration;
import java.time.Instant;

/// Audio and the time at which its first sample arrived.
record TimedSound(Instant start, Sound sound) {

    Instant at(int sample) {
        return start.plus(Duration.ofNanos(sample * 1_000_000_000L / Sound.RATE));
    }
}
