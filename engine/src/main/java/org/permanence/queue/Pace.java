package org.permanence.queue;

import java.time.Duration;

/// How fast a team answers.
///
/// @param handling how long one call takes up an assistant on average, from the answer until she is ready again
/// @param spread the variance of that, in squares of its average; 1 where nobody can foresee the end of a talk
public record Pace(Duration handling, double spread) {

    /// What is believed of a team that has answered nobody yet: the average talk of a French practice is 132 s.
    public static final Pace USUAL = new Pace(Duration.ofSeconds(150), 1);

    public Pace {
        if (handling.isNegative() || handling.isZero()) {
            throw new IllegalArgumentException("handling: " + handling + " (expected: more than 0 s)");
        }
        if (spread < 0) {
            throw new IllegalArgumentException("spread: " + spread + " (expected: 0 or more)");
        }
    }
}
