package org.permanence.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.practice.PracticeId;

/// How far the ringing is for the unread messages of a practice.
///
/// @param lastLine who was rung last, in a round that is not over
/// @param failedRounds how many rounds ended with nobody who accepted, one after the other
/// @param nextAttemptAt before it no engine begins anything: somebody is being rung, or has just been
public record UnreadEscalationState(
        PracticeId practice, Optional<Line> lastLine, int failedRounds, Instant nextAttemptAt) {

    /// Two calls an hour at most; time enough for whoever drove or was with a patient.
    static final Duration PAUSE = Duration.ofMinutes(30);

    /// Whoever sleeps is not woken each half hour for what nobody called urgent.
    static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    /// Before anybody was rung.
    static UnreadEscalationState initial(PracticeId practice, Instant now) {
        return new UnreadEscalationState(practice, Optional.empty(), 0, now);
    }

    /// What of it still holds at `now`: what is long over is forgotten.
    UnreadEscalationState asOf(Instant now) {
        return nextAttemptAt.plus(LONGEST_PAUSE).isBefore(now) ? initial(practice, now) : this;
    }

    /// Who of those on call is rung next; nobody, where the last of them was.
    Optional<Line> nextLine(List<Line> onCall) {
        int lastIndex =
                lastLine.map(onCall::indexOf).orElse(-1); // Whoever is on call no more: a round of the others begins.
        return onCall.stream().skip(lastIndex + 1L).findFirst();
    }

    UnreadEscalationState ringing(Line line, Instant until) {
        return new UnreadEscalationState(practice, Optional.of(line), failedRounds, until);
    }

    /// Nobody accepted: each pause is twice the one before.
    UnreadEscalationState afterFailedRound(Instant now) {
        Duration doubled = PAUSE.multipliedBy(1L << Math.min(failedRounds, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return new UnreadEscalationState(practice, Optional.empty(), failedRounds + 1, now.plus(pause));
    }

    /// Somebody accepted, or nothing is unread any more.
    UnreadEscalationState afterSuccess(Instant now) {
        return new UnreadEscalationState(practice, Optional.empty(), 0, now.plus(PAUSE));
    }
}
