package org.permanence.lab;

/// Finds a steady tone with Goertzel's algorithm, window by window.
final class ToneDetector {

    /// A tenth of a second, for a resolution of 10 Hz: multiples of 10 Hz fit a window exactly.
    static final int WINDOW_SAMPLES = Sound.RATE / 10;

    /// Three windows in a row make a tone. A spoken vowel is shorter and less pure.
    private static final int MIN_WINDOWS = 3;

    /// Below this level the line counts as silent: µ-law noise and room noise.
    static final double AUDIBLE_LEVEL = 100;

    private static final double PURE_TONE_SHARE = 0.7;

    private ToneDetector() {}

    static boolean hasTone(Sound sound, int hertz) {
        int consecutive = 0;
        for (int from = 0; from + WINDOW_SAMPLES <= sound.size(); from += WINDOW_SAMPLES) {
            consecutive = energyShare(sound, from, hertz) >= PURE_TONE_SHARE ? consecutive + 1 : 0;
            if (consecutive == MIN_WINDOWS) {
                return true;
            }
        }
        return false;
    }

    /// The tone's share of the window's energy: 1 for the pure tone, 0 for silence.
    static double energyShare(Sound sound, int from, int hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / Sound.RATE);
        double last = 0;
        double beforeLast = 0;
        double energy = 0;
        for (int i = from; i < from + WINDOW_SAMPLES; i++) {
            double next = sound.at(i) + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
            energy += (double) sound.at(i) * sound.at(i);
        }
        if (Math.sqrt(energy / WINDOW_SAMPLES) < AUDIBLE_LEVEL) {
            return 0;
        }
        double power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
        return power / (energy * WINDOW_SAMPLES / 2);
    }
}
