package org.permanence.practice;

import java.time.Duration;

/// The order in which a practice's routine callers are served among the routine callers of its team's other
/// practices. More urgent callers are not affected.
///
/// @param promotesAfter how long after its effective arrival a call counts as unclear, so that no call waits
///     forever; zero: never
/// @param spacing the minimum time between the effective arrivals of two callers of the practice, so that a burst
///     of its calls does not delay the other practices; zero: order of arrival
public record FairnessRules(Duration promotesAfter, Duration spacing) {

    /// Order of arrival only.
    public static final FairnessRules ARRIVAL_ORDER = new FairnessRules(Duration.ZERO, Duration.ZERO);

    public FairnessRules {
        if (promotesAfter.isNegative()) {
            throw new IllegalArgumentException("promote-after: " + promotesAfter + " (expected: 0 s or more)");
        }
        if (spacing.isNegative()) {
            throw new IllegalArgumentException("fairness-spacing: " + spacing + " (expected: 0 s or more)");
        }
    }
}
