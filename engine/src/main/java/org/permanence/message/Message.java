package org.permanence.message;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.recording.Recording;

/// A message for a practice.
///
/// @param recording    its audio, and the number to call back
/// @param readDeadline the engine raises an alarm if the message is still unread at this time
/// @param acceptance   the last acceptance by an on-call line; it does not make the message read
public record Message(Recording recording, MessageState state, Instant readDeadline, Optional<Acceptance> acceptance) {

    /// An on-call line accepted the message by key 1.
    public record Acceptance(Line line, Instant at) {}
}
