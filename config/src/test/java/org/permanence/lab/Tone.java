package org.permanence.lab;

/// Finds a steady tone by Goertzel's algorithm, window by window.
final class Tone {

    /// A tenth of a second: 10 Hz of resolution, so whole tens of hertz fall into a window without a rest.
    static final int WINDOW = Sound.RATE / 10;

    /// Three windows in a row make a tone; a spoken vowel holds its pitch less long and less purely.
    private static final int WINDOWS = 3;

    /// Below this level a line is called silent: the noise of µ-law and of an empty room.
    static final double AUDIBLE = 100;

    private static final double PURE = 0.7;

    private Tone() {}

    static boolean isIn(Sound sound, int hertz) {
        int inARow = 0;
        for (int from = 0; from + WINDOW <= sound.size(); from += WINDOW) {
            inARow = share(sound, from, hertz) >= PURE ? inARow + 1 : 0;
            if (inARow == WINDOWS) {
                return true;
            }
        }
        return false;
    }

    /// The share of the window's energy that is this tone's: 1 for the pure tone, 0 for silence.
    static double share(Sound sound, int from, int hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / Sound.RATE);
        double last = 0;
        double beforeLast = 0;
        double energy = 0;
        for (int i = from; i < from + WINDOW; i++) {
            double next = sound.at(i) + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
            energy += (double) sound.at(i) * sound.at(i);
        }
        if (Math.sqrt(energy / WINDOW) < AUDIBLE) {
            return 0;
        }
        double power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
        return power / (energy * WINDOW / 2);
    }
}
