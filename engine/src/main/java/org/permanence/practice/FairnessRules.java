package org.permanence.practice;

import java.time.Duration;

/// In what order a practice's routine callers come up, among those of the other practices of its team. Whoever is
/// more urgent is never moved by it.
///
/// @param promotesAfter how long after its turn came a call counts as unclear, so that none waits for ever; zero:
/// never
/// @param spacing how far apart the turns of two of its callers are at least, so that a burst of one practice does
/// not hold up the others; zero: the order of arrival alone
public record FairnessRules(Duration promotesAfter, Duration spacing) {

    /// The order of arrival, for ever.
    public static final FairnessRules ARRIVAL_ORDER = new FairnessRules(Duration.ZERO, Duration.ZERO);

    public FairnessRules {
        if (promotesAfter.isNegative()) {
            throw new IllegalArgumentException("ageing: " + promotesAfter + " (expected: 0 s or more)");
        }
        if (spacing.isNegative()) {
            throw new IllegalArgumentException("spacing: " + spacing + " (expected: 0 s or more)");
        }
    }
}
