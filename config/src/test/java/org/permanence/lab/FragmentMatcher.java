package org.permanence.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Finds a prompt that came in pieces: a machine that stalls for a tenth of a second makes Asterisk leave a gap in
/// the middle of it, and the whole no longer matches. Three quarters of the pieces must be there, in their order,
/// and all within a second of where they belong. A listener would say that he heard it.
final class FragmentMatcher {

    private static final int FRAGMENT_SAMPLES = Sound.RATE / 4;
    private static final int MAX_DELAY = Sound.samplesIn(Duration.ofSeconds(1));

    private FragmentMatcher() {}

    /// Where the prompt began.
    static OptionalInt find(Sound heard, Sound prompt, double threshold) {
        List<Integer> starts = new ArrayList<>();
        int audible = 0;
        for (int from = 0; from + FRAGMENT_SAMPLES <= prompt.size(); from += FRAGMENT_SAMPLES) {
            Sound fragment = prompt.slice(from, from + FRAGMENT_SAMPLES);
            if (fragment.level() < ToneDetector.AUDIBLE_LEVEL) {
                continue; // A pause of the prompt is anywhere.
            }
            audible++;
            var match = CrossCorrelation.bestMatch(heard, fragment);
            if (match.score() >= threshold) {
                starts.add(match.offset() - from);
            }
        }
        for (int first = 0; first < starts.size(); first++) {
            if (fragmentsInOrder(first, starts) * 4 >= audible * 3) {
                return OptionalInt.of(Math.max(0, starts.get(first)));
            }
        }
        return OptionalInt.empty();
    }

    /// How many pieces follow this one, each as late as the one before or later: a gap only ever delays.
    private static int fragmentsInOrder(int first, List<Integer> starts) {
        int count = 0;
        int last = starts.get(first);
        for (int start : starts.subList(first, starts.size())) {
            if (start >= last && start <= starts.get(first) + MAX_DELAY) {
                count++;
                last = start;
            }
        }
        return count;
    }
}
