package org.permanence.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.practice.PracticeId;

/// How far a practice's on-call lines have been rung for its unread messages.
///
/// @param lastLine      the line that rang last in the current round
/// @param failedRounds  how many rounds in a row ended without acceptance
/// @param nextAttemptAt no engine rings before this time: a line is ringing, or rang recently
public record UnreadEscalationState(
        PracticeId practice, Optional<Line> lastLine, int failedRounds, Instant nextAttemptAt) {

    /// Limits the calls to two an hour, and gives time to a doctor who is driving or with a patient.
    static final Duration PAUSE = Duration.ofMinutes(30);

    /// A doctor is not woken every half hour for messages that no caller called urgent.
    static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    /// The state before the first round.
    static UnreadEscalationState initial(PracticeId practice, Instant now) {
        return new UnreadEscalationState(practice, Optional.empty(), 0, now);
    }

    /// The state at `now`. A round that ended long ago starts over.
    UnreadEscalationState asOf(Instant now) {
        return nextAttemptAt.plus(LONGEST_PAUSE).isBefore(now) ? initial(practice, now) : this;
    }

    /// The line to ring next; empty if the last one has been rung.
    Optional<Line> nextLine(List<Line> onCall) {
        int lastIndex =
                lastLine.map(onCall::indexOf).orElse(-1); // A line that is no longer on call: start with the first.
        return onCall.stream().skip(lastIndex + 1L).findFirst();
    }

    UnreadEscalationState ringing(Line line, Instant until) {
        return new UnreadEscalationState(practice, Optional.of(line), failedRounds, until);
    }

    /// No line accepted: each pause is twice the one before.
    UnreadEscalationState afterFailedRound(Instant now) {
        Duration doubled = PAUSE.multipliedBy(1L << Math.min(failedRounds, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return new UnreadEscalationState(practice, Optional.empty(), failedRounds + 1, now.plus(pause));
    }

    /// A line accepted, or no message is overdue any more.
    UnreadEscalationState afterSuccess(Instant now) {
        return new UnreadEscalationState(practice, Optional.empty(), 0, now.plus(PAUSE));
    }
}
