package org.permanence.message;

import java.time.Instant;
import org.permanence.recording.Recording;

/// A message for a practice.
///
/// @param recording what was said, and whom to call back
/// @param readBy from when on it is an alarm that nobody has read it
public record Message(Recording recording, MessageState state, Instant readBy) {}
