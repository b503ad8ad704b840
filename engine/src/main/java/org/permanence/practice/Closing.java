package org.permanence.practice;

import java.time.Duration;

/// How a practice ends its day. Whoever is more urgent than routine notices nothing of it.
///
/// @param lastCall how long before it closes it takes no new call; zero: until it closes
/// @param tellsWhoWaits whether those who still wait then are told that it is closed; else they wait on
public record Closing(Duration lastCall, boolean tellsWhoWaits) {

    /// Calls are taken until it closes, and whoever waits then waits on.
    public static final Closing LATE = new Closing(Duration.ZERO, false);

    public Closing {
        if (lastCall.isNegative()) {
            throw new IllegalArgumentException("last call: " + lastCall + " (expected: 0 s or more)");
        }
    }
}
