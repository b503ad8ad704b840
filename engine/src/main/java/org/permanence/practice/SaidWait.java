package org.permanence.practice;

import java.time.Duration;
import java.util.List;

/// A wait as callers hear it, in minutes that people say: between `atLeast` and `atMost`.
///
/// @param atLeast 0: no least is said
/// @param atMost one of [#MINUTES]; 0: more than an hour
/// @param longer whether the caller hears that it takes longer than was said before
public record SaidWait(int atLeast, int atMost, boolean longer) {

    /// What is said, in the order of length.
    public static final List<Integer> MINUTES = List.of(1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60);

    /// Up to here a wait may be said without a least: "less than five minutes".
    public static final int LONGEST_WITHOUT_LEAST = 5;

    /// More than an hour is not said in minutes.
    public static final int BEYOND = 0;

    public SaidWait {
        boolean said = (atMost == BEYOND && atLeast == 0)
                || (MINUTES.contains(atMost)
                        && (atLeast == 0
                                ? atMost <= LONGEST_WITHOUT_LEAST
                                : MINUTES.contains(atLeast) && atLeast < atMost));
        if (!said) {
            throw new IllegalArgumentException(
                    "wait: " + atLeast + " to " + atMost + " minutes (expected: two of " + MINUTES + ", rising)");
        }
    }

    /// The narrowest that is said and holds all from `shortest` to `longest`; but what can only be said with a
    /// least begins at a minute.
    public static SaidWait around(Duration shortest, Duration longest, boolean longer) {
        int most = atMost(longest);
        if (most == BEYOND) {
            return new SaidWait(0, BEYOND, longer);
        }
        int least = MINUTES.stream()
                .filter(minutes -> minutes < most && !isShorter(shortest, minutes))
                .reduce(0, (_, later) -> later);
        return new SaidWait(least == 0 && most > LONGEST_WITHOUT_LEAST ? 1 : least, most, longer);
    }

    private static int atMost(Duration longest) {
        return MINUTES.stream()
                .filter(minutes -> !Duration.ofMinutes(minutes).minus(longest).isNegative())
                .findFirst()
                .orElse(BEYOND);
    }

    private static boolean isShorter(Duration wait, int minutes) {
        return wait.compareTo(Duration.ofMinutes(minutes)) < 0;
    }
}
