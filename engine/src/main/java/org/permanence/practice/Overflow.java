package org.permanence.practice;

import java.time.Duration;

/// The other team that may answer a practice's callers.
///
/// @param team the team that also answers, with those of its assistants who may serve the practice
/// @param after how long a caller waits before that
public record Overflow(TeamId team, Duration after) {

    public Overflow {
        if (after.isNegative()) {
            throw new IllegalArgumentException("overflow: after " + after + " (expected: 0 s or more)");
        }
    }
}
