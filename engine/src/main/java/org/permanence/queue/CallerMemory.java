package org.permanence.queue;

import java.util.Optional;
import org.permanence.assistant.Login;

/// What is known of a caller's earlier calls.
///
/// @param savedPosition the position of an earlier call that was not answered
/// @param lastAssistant the assistant who last spoke with the caller
public record CallerMemory(Optional<SavedPosition> savedPosition, Optional<Login> lastAssistant) {

    /// Of a caller who never called before, or has no number.
    public static final CallerMemory EMPTY = new CallerMemory(Optional.empty(), Optional.empty());
}
