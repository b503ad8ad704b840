package org.permanence.queue;

import java.time.Instant;
import java.util.Optional;
import org.permanence.triage.Urgency;

/// The turn of a caller who is no longer on the line.
///
/// @param urgency what the caller waited with
/// @param effectiveArrival as in [QueueEntry]
/// @param promotedAt as in [QueueEntry]
public record SavedPosition(Urgency urgency, Instant effectiveArrival, Optional<Instant> promotedAt) {

    /// The turn of a place in the queue.
    public static SavedPosition of(QueueEntry entry) {
        return new SavedPosition(entry.urgency(), entry.effectiveArrival(), entry.promotedAt());
    }
}
