package org.permanence.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Finds a prompt that arrived in fragments: a machine that stalls for a tenth of a second makes Asterisk leave a
/// gap, and the whole prompt no longer matches. Three quarters of the fragments must be found in order, each within
/// a second of its place. A listener would still understand the prompt.
final class FragmentMatcher {

    private static final int FRAGMENT_SAMPLES = Sound.RATE / 4;
    private static final int MAX_DELAY = Sound.samplesIn(Duration.ofSeconds(1));

    private FragmentMatcher() {}

    /// The offset at which the prompt began.
    static OptionalInt find(Sound heard, Sound prompt, double threshold) {
        List<Integer> starts = new ArrayList<>();
        int audible = 0;
        for (int from = 0; from + FRAGMENT_SAMPLES <= prompt.size(); from += FRAGMENT_SAMPLES) {
            Sound fragment = prompt.slice(from, from + FRAGMENT_SAMPLES);
            if (fragment.level() < ToneDetector.AUDIBLE_LEVEL) {
                continue; // A pause matches anywhere.
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

    /// The number of fragments that follow this one, each at least as late as the one before: a gap only delays.
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
