package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;

/// What a practice does for callers who are no longer on the line, and ring again.
///
/// @param keepsPlace how long the place of a caller who was cut off is kept; zero: not at all
/// @param remembersAssistant how long it is remembered who spoke with a caller last; zero: not at all
/// @param callback how it calls back; empty: it does not
public record ReturnRules(Duration keepsPlace, Duration remembersAssistant, Optional<CallbackRules> callback) {

    /// Nothing.
    public static final ReturnRules NONE = new ReturnRules(Duration.ZERO, Duration.ZERO, Optional.empty());

    public ReturnRules {
        if (keepsPlace.isNegative()) {
            throw new IllegalArgumentException("keeps place: " + keepsPlace + " (expected: 0 s or more)");
        }
        if (remembersAssistant.isNegative()) {
            throw new IllegalArgumentException(
                    "remembers assistant: " + remembersAssistant + " (expected: 0 s or more)");
        }
    }
}
