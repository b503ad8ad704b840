package org.permanence.practice;

import java.time.Duration;
import java.util.List;

/// A wait as callers hear it, in minutes that people say: between `atLeast` and `atMost`.
///
/// @param atLeast 0: no least is said
/// @param atMost one of [#MINUTES]; 0: more than an hour
/// @param longerThanBefore whether the caller hears that it takes longer than was said before
public record SpokenWaitEstimate(int atLeast, int atMost, boolean longerThanBefore) {

    /// What is said, in the order of length.
    public static final List<Integer> MINUTES = List.of(1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60);

    /// Up to here a wait may be said without a least: "less than five minutes".
    public static final int MAX_WITHOUT_MINIMUM = 5;

    /// More than an hour is not said in minutes.
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

    /// The narrowest that is said and holds all from `shortest` to `longest`; but what can only be said with a
    /// least begins at a minute.
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
