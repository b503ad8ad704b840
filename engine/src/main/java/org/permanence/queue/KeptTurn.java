package org.permanence.queue;

import java.time.Instant;
import java.util.Optional;
import org.permanence.triage.Urgency;

/// The turn of a caller who is no longer on the line.
///
/// @param urgency what the caller waited with
/// @param turn as in [WaitingCall]
/// @param ages as in [WaitingCall]
public record KeptTurn(Urgency urgency, Instant turn, Optional<Instant> ages) {

    /// The turn of a place in the queue.
    public static KeptTurn of(WaitingCall waiting) {
        return new KeptTurn(waiting.urgency(), waiting.turn(), waiting.ages());
    }
}
