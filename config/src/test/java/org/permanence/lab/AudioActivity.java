package org.permanence.lab;

import java.time.Duration;

/// Measures sound and silence in windows of a tenth of a second.
final class AudioActivity {

    /// A tone keeps its pitch through this share of the windows; music does not.
    private static final double STEADY = 0.8;

    private AudioActivity() {}

    static Duration longestSilence(Sound sound) {
        int longest = 0;
        int consecutive = 0;
        for (int from = 0; from + ToneDetector.WINDOW_SAMPLES <= sound.size(); from += ToneDetector.WINDOW_SAMPLES) {
            consecutive = isAudible(sound, from) ? 0 : consecutive + 1;
            longest = Math.max(longest, consecutive);
        }
        return Duration.ofMillis(longest * 100L);
    }

    /// Whether the sound contains this much audio without a pause that is not a single steady tone.
    static boolean hasMusic(Sound sound, Duration length) {
        int consecutive = 0;
        for (int from = 0; from + ToneDetector.WINDOW_SAMPLES <= sound.size(); from += ToneDetector.WINDOW_SAMPLES) {
            consecutive = isAudible(sound, from) ? consecutive + 1 : 0;
            int end = from + ToneDetector.WINDOW_SAMPLES;
            int samples = Sound.samplesIn(length);
            if (consecutive * ToneDetector.WINDOW_SAMPLES >= samples
                    && !isSteadyTone(sound.slice(end - samples, end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAudible(Sound sound, int from) {
        return sound.slice(from, from + ToneDetector.WINDOW_SAMPLES).level() >= ToneDetector.AUDIBLE_LEVEL;
    }

    /// A steady tone repeats after a whole number of periods, and any multiple of ten hertz does so after one
    /// window. The windows of music differ.
    private static boolean isSteadyTone(Sound sound) {
        double correlation = 0;
        double energy = 0;
        for (int i = 0; i + ToneDetector.WINDOW_SAMPLES < sound.size(); i++) {
            correlation += (double) sound.at(i) * sound.at(i + ToneDetector.WINDOW_SAMPLES);
            energy += (double) sound.at(i) * sound.at(i);
        }
        return correlation >= STEADY * energy;
    }
}
