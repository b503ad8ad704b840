package org.permanence.lab;

import java.time.Duration;

/// Where a line is silent, by windows of a tenth of a second.
final class AudioActivity {

    /// A tone keeps its pitch through so many windows; a tune does not keep one this long.
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

    /// Whether somewhere the sound goes on for that long without a pause and without being one steady tone.
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

    /// A steady tone looks like itself a whole number of its periods later, and any tone of whole tens of hertz
    /// does so after a window: the windows of a tune differ.
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
