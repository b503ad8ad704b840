package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;

/// What a practice does for callers who are no longer on the line, and ring again.
///
/// @param savedPositionFor how long the place of a caller who was cut off is kept; zero: not at all
/// @param lastAssistantFor how long it is remembered who spoke with a caller last; zero: not at all
/// @param callback how it calls back; empty: it does not
public record ReturningCallerRules(
        Duration savedPositionFor, Duration lastAssistantFor, Optional<CallbackRules> callback) {

    /// Nothing.
    public static final ReturningCallerRules NONE =
            new ReturningCallerRules(Duration.ZERO, Duration.ZERO, Optional.empty());

    public ReturningCallerRules {
        if (savedPositionFor.isNegative()) {
            throw new IllegalArgumentException("keeps place: " + savedPositionFor + " (expected: 0 s or more)");
        }
        if (lastAssistantFor.isNegative()) {
            throw new IllegalArgumentException("remembers assistant: " + lastAssistantFor + " (expected: 0 s or more)");
        }
    }
}
