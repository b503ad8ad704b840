package org.permanence.practice;

import java.time.Duration;

/// End-of-day handling. Affects routine callers only.
///
/// @param stopAdmittingBefore how long before closing time the practice stops taking new calls; zero: it takes
/// calls until it closes
/// @param releasesRoutineCallers whether callers who still wait at closing time hear that it is closed; if not,
/// they keep waiting
public record ClosingPolicy(Duration stopAdmittingBefore, boolean releasesRoutineCallers) {

    /// Calls are taken until closing time, and callers who wait then keep waiting.
    public static final ClosingPolicy SERVE_ALL_WAITING = new ClosingPolicy(Duration.ZERO, false);

    public ClosingPolicy {
        if (stopAdmittingBefore.isNegative()) {
            throw new IllegalArgumentException(
                    "stop-admitting-before: " + stopAdmittingBefore + " (expected: 0 s or more)");
        }
    }
}
