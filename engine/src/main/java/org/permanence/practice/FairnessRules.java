package org.permanence.practice;

import java.time.Duration;

/// In what order a practice's routine callers are served among those of the other practices of its team. More
/// urgent callers are not affected.
///
/// @param promotesAfter how long after its turn a call counts as unclear, so that no call waits for ever; zero:
/// never
/// @param spacing the least time between the turns of two callers of the practice, so that a burst of its calls
/// does not hold up the other practices; zero: order of arrival
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
