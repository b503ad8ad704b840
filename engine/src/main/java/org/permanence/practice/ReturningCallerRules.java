package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;

/// What a practice does for callers who were cut off or hung up, and call again.
///
/// @param savedPositionFor how long the position of a caller who was cut off is saved; zero: not at all
/// @param lastAssistantFor how long the last assistant of a caller is remembered; zero: not at all
/// @param callback the rules for callbacks; empty: the practice does not call back
public record ReturningCallerRules(
        Duration savedPositionFor, Duration lastAssistantFor, Optional<CallbackRules> callback) {

    /// No saved positions, no last assistants, no callbacks.
    public static final ReturningCallerRules NONE =
            new ReturningCallerRules(Duration.ZERO, Duration.ZERO, Optional.empty());

    public ReturningCallerRules {
        if (savedPositionFor.isNegative()) {
            throw new IllegalArgumentException("saved-position-for: " + savedPositionFor + " (expected: 0 s or more)");
        }
        if (lastAssistantFor.isNegative()) {
            throw new IllegalArgumentException("last-assistant: " + lastAssistantFor + " (expected: 0 s or more)");
        }
    }
}
