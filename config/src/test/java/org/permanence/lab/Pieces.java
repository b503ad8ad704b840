package org.permanence.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Finds a prompt that came in pieces: a machine that stalls for a tenth of a second makes Asterisk leave a gap in the
/// middle of it, and the whole no longer matches. Three quarters of the pieces must be there, in their order, and all
/// within a second of where they belong. A listener would say that he heard it.
final class Pieces {

    private static final int PIECE = Sound.RATE / 4;
    private static final int LATEST = Sound.samplesIn(Duration.ofSeconds(1));

    private Pieces() {}

    /// Where the prompt began.
    static OptionalInt find(Sound heard, Sound prompt, double alike) {
        List<Integer> starts = new ArrayList<>();
        int audible = 0;
        for (int from = 0; from + PIECE <= prompt.size(); from += PIECE) {
            Sound piece = prompt.slice(from, from + PIECE);
            if (piece.level() < Tone.AUDIBLE) {
                continue; // A pause of the prompt is anywhere.
            }
            audible++;
            var match = Likeness.best(heard, piece);
            if (match.likeness() >= alike) {
                starts.add(match.at() - from);
            }
        }
        for (int first = 0; first < starts.size(); first++) {
            if (chainFrom(first, starts) * 4 >= audible * 3) {
                return OptionalInt.of(Math.max(0, starts.get(first)));
            }
        }
        return OptionalInt.empty();
    }

    /// How many pieces follow this one, each as late as the one before or later: a gap only ever delays.
    private static int chainFrom(int first, List<Integer> starts) {
        int pieces = 0;
        int last = starts.get(first);
        for (int start : starts.subList(first, starts.size())) {
            if (start >= last && start <= starts.get(first) + LATEST) {
                pieces++;
                last = start;
            }
        }
        return pieces;
    }
}
