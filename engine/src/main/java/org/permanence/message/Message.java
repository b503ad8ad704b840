package org.permanence.message;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.recording.Recording;

/// A message for a practice.
///
/// @param recording what was said, and whom to call back
/// @param readDeadline from when on it is an alarm that nobody has read it
/// @param acceptance whoever on call was rung for it last and accepted; it is not read for that
public record Message(Recording recording, MessageState state, Instant readDeadline, Optional<Acceptance> acceptance) {

    /// Somebody was rung for it, and said by key 1 that they see to it.
    ///
    /// @param line whose line
    public record Acceptance(Line line, Instant at) {}
}
