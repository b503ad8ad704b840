package org.permanence.queue;

import java.time.Duration;

/// How fast a team answers.
///
/// @param mean how long one call takes up an assistant on average, from the answer until she is ready again
/// @param squaredCv the variance of that, in squares of its average; 1 where nobody can foresee the end of a talk
public record HandlingTime(Duration mean, double squaredCv) {

    /// What is believed of a team that has answered nobody yet: the average talk of a French practice is 132 s.
    public static final HandlingTime DEFAULT = new HandlingTime(Duration.ofSeconds(150), 1);

    public HandlingTime {
        if (mean.isNegative() || mean.isZero()) {
            throw new IllegalArgumentException("handling: " + mean + " (expected: more than 0 s)");
        }
        if (squaredCv < 0) {
            throw new IllegalArgumentException("spread: " + squaredCv + " (expected: 0 or more)");
        }
    }
}
