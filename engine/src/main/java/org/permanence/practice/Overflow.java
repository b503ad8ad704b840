package org.permanence.practice;

import java.time.Duration;

/// Where else a practice's callers may be answered.
///
/// @param team whose assistants are offered them too, those who may serve the practice
/// @param after how long a caller has waited by then
public record Overflow(TeamId team, Duration after) {

    public Overflow {
        if (after.isNegative()) {
            throw new IllegalArgumentException("overflow: after " + after + " (expected: 0 s or more)");
        }
    }
}
