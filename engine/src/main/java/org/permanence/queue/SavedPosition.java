package org.permanence.queue;

import java.time.Instant;
import java.util.Optional;
import org.permanence.triage.Urgency;

/// The position of a caller who has hung up.
///
/// @param urgency the urgency that the caller waited with
/// @param effectiveArrival as in [QueueEntry]
/// @param promotedAt as in [QueueEntry]
public record SavedPosition(Urgency urgency, Instant effectiveArrival, Optional<Instant> promotedAt) {}
