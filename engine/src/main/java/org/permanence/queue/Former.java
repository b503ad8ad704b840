package org.permanence.queue;

import java.util.Optional;
import org.permanence.assistant.Login;

/// What is known of a caller's former calls.
///
/// @param turn the one they had, and nobody answered them in
/// @param spokeWith the assistant who spoke with them last
public record Former(Optional<KeptTurn> turn, Optional<Login> spokeWith) {

    /// They have never called, or are known by no number.
    public static final Former NOTHING = new Former(Optional.empty(), Optional.empty());
}
