package org.permanence.waittime;

import java.time.Duration;

/// How long a team's assistants take for a call.
///
/// @param mean the average time from the answer until the assistant is ready again
/// @param squaredCv the squared coefficient of variation: the variance divided by the square of the mean; 1 for an
///     exponential distribution
public record HandlingTime(Duration mean, double squaredCv) {

    /// Assumed of a team without recent calls: a call to a French practice takes 132 s on average.
    public static final HandlingTime DEFAULT = new HandlingTime(Duration.ofSeconds(150), 1);

    public HandlingTime {
        if (mean.isNegative() || mean.isZero()) {
            throw new IllegalArgumentException("mean: " + mean + " (expected: more than 0 s)");
        }
        if (squaredCv < 0) {
            throw new IllegalArgumentException("squaredCv: " + squaredCv + " (expected: 0 or more)");
        }
    }
}
