package org.permanence.lab;

import java.time.Duration;

/// Where a line is silent, by windows of a tenth of a second.
final class Pauses {

    /// A tone keeps its pitch through so many windows; a tune does not keep one this long.
    private static final double STEADY = 0.8;

    private Pauses() {}

    static Duration longest(Sound sound) {
        int longest = 0;
        int inARow = 0;
        for (int from = 0; from + Tone.WINDOW <= sound.size(); from += Tone.WINDOW) {
            inARow = isAudible(sound, from) ? 0 : inARow + 1;
            longest = Math.max(longest, inARow);
        }
        return Duration.ofMillis(longest * 100L);
    }

    /// Whether somewhere the sound goes on for that long without a pause and without being one steady tone.
    static boolean isFilled(Sound sound, Duration length) {
        int inARow = 0;
        for (int from = 0; from + Tone.WINDOW <= sound.size(); from += Tone.WINDOW) {
            inARow = isAudible(sound, from) ? inARow + 1 : 0;
            int end = from + Tone.WINDOW;
            int samples = Sound.samplesIn(length);
            if (inARow * Tone.WINDOW >= samples && !isOneTone(sound.slice(end - samples, end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAudible(Sound sound, int from) {
        return sound.slice(from, from + Tone.WINDOW).level() >= Tone.AUDIBLE;
    }

    /// A steady tone looks like itself a whole number of its periods later, and any tone of whole tens of hertz does so
    /// after a window: the windows of a tune differ.
    private static boolean isOneTone(Sound sound) {
        double alike = 0;
        double energy = 0;
        for (int i = 0; i + Tone.WINDOW < sound.size(); i++) {
            alike += (double) sound.at(i) * sound.at(i + Tone.WINDOW);
            energy += (double) sound.at(i) * sound.at(i);
        }
        return alike >= STEADY * energy;
    }
}
