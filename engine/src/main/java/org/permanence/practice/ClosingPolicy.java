package org.permanence.practice;

import java.time.Duration;

/// How a practice ends its day. Whoever is more urgent than routine notices nothing of it.
///
/// @param lastCall how long before it closes it takes no new call; zero: until it closes
/// @param releasesRoutineCallers whether those who still wait then are told that it is closed; else they wait on
public record ClosingPolicy(Duration lastCall, boolean releasesRoutineCallers) {

    /// Calls are taken until it closes, and whoever waits then waits on.
    public static final ClosingPolicy SERVE_ALL_WAITING = new ClosingPolicy(Duration.ZERO, false);

    public ClosingPolicy {
        if (lastCall.isNegative()) {
            throw new IllegalArgumentException("last call: " + lastCall + " (expected: 0 s or more)");
        }
    }
}
