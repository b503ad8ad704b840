package org.permanence.queue;

import java.util.Optional;
import org.permanence.assistant.Login;

/// What is known of a caller's former calls.
///
/// @param savedPosition the one they had, and nobody answered them in
/// @param lastAssistant the assistant who spoke with them last
public record CallerMemory(Optional<SavedPosition> savedPosition, Optional<Login> lastAssistant) {

    /// They have never called, or are known by no number.
    public static final CallerMemory EMPTY = new CallerMemory(Optional.empty(), Optional.empty());
}
