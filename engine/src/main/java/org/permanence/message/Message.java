package org.permanence.message;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.recording.Recording;

/// A message for a practice.
///
/// @param recording what was said, and whom to call back
/// @param readBy from when on it is an alarm that nobody has read it
/// @param accepted whoever on call was rung for it last and accepted; it is not read for that
public record Message(Recording recording, MessageState state, Instant readBy, Optional<Accepted> accepted) {

    /// Somebody was rung for it, and said by key 1 that they see to it.
    ///
    /// @param by whose line
    public record Accepted(Line by, Instant at) {}
}
