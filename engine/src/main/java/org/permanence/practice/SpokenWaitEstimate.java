package org.permanence.practice;

import java.time.Duration;
import java.util.List;

/// A wait estimate as callers hear it, in minutes from [#MINUTES]: between `atLeast` and `atMost`.
///
/// @param atLeast 0: no minimum is said
/// @param atMost one of [#MINUTES]; 0: more than an hour
/// @param longerThanBefore whether the caller hears that the wait is longer than estimated before
public record SpokenWaitEstimate(int atLeast, int atMost, boolean longerThanBefore) {

    /// The minutes that can be said, in ascending order.
    public static final List<Integer> MINUTES = List.of(1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60);

    /// Up to this length an estimate may have no minimum: "less than five minutes".
    public static final int MAX_WITHOUT_MINIMUM = 5;

    /// The value of `atMost` for more than an hour, which is not said in minutes.
    public static final int OVER_AN_HOUR = 0;

    public SpokenWaitEstimate {
        boolean isSpoken = (atMost == OVER_AN_HOUR && atLeast == 0)
                || (MINUTES.contains(atMost)
                        && (atLeast == 0
                                ? atMost <= MAX_WITHOUT_MINIMUM
                                : MINUTES.contains(atLeast) && atLeast < atMost));
        if (!isSpoken) {
            throw new IllegalArgumentException(
                    "wait: " + atLeast + " to " + atMost + " minutes (expected: two of " + MINUTES + ", rising)");
        }
    }

    /// The narrowest estimate that covers all waits from `shortest` to `longest`. An estimate that needs a minimum
    /// starts at one minute.
    public static SpokenWaitEstimate covering(Duration shortest, Duration longest, boolean longerThanBefore) {
        int max = atMost(longest);
        if (max == OVER_AN_HOUR) {
            return new SpokenWaitEstimate(0, OVER_AN_HOUR, longerThanBefore);
        }
        int min = MINUTES.stream()
                .filter(minutes -> minutes < max && !isShorter(shortest, minutes))
                .reduce(0, (_, later) -> later);
        return new SpokenWaitEstimate(min == 0 && max > MAX_WITHOUT_MINIMUM ? 1 : min, max, longerThanBefore);
    }

    private static int atMost(Duration longest) {
        return MINUTES.stream()
                .filter(minutes -> !Duration.ofMinutes(minutes).minus(longest).isNegative())
                .findFirst()
                .orElse(OVER_AN_HOUR);
    }

    private static boolean isShorter(Duration wait, int minutes) {
        return wait.compareTo(Duration.ofMinutes(minutes)) < 0;
    }
}
