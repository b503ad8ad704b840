package org.permanence.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.practice.PracticeId;

/// How far the ringing is for the unread messages of a practice.
///
/// @param last who was rung last, in a round that is not over
/// @param inVain how many rounds ended with nobody who accepted, one after the other
/// @param next before it no engine begins anything: somebody is being rung, or has just been
public record UnreadRound(PracticeId practice, Optional<Line> last, int inVain, Instant next) {

    /// Two calls an hour at most; time enough for whoever drove or was with a patient.
    static final Duration PAUSE = Duration.ofMinutes(30);

    /// Whoever sleeps is not woken each half hour for what nobody called urgent.
    static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    /// Before anybody was rung.
    static UnreadRound first(PracticeId practice, Instant now) {
        return new UnreadRound(practice, Optional.empty(), 0, now);
    }

    /// What of it still holds at `now`: what is long over is forgotten.
    UnreadRound asOf(Instant now) {
        return next.plus(LONGEST_PAUSE).isBefore(now) ? first(practice, now) : this;
    }

    /// Who of those on call is rung next; nobody, where the last of them was.
    Optional<Line> nextOf(List<Line> onCall) {
        int before = last.map(onCall::indexOf).orElse(-1); // Whoever is on call no more: a round of the others begins.
        return onCall.stream().skip(before + 1L).findFirst();
    }

    UnreadRound rings(Line line, Instant until) {
        return new UnreadRound(practice, Optional.of(line), inVain, until);
    }

    /// Nobody accepted: each pause is twice the one before.
    UnreadRound isInVain(Instant now) {
        Duration doubled = PAUSE.multipliedBy(1L << Math.min(inVain, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return new UnreadRound(practice, Optional.empty(), inVain + 1, now.plus(pause));
    }

    /// Somebody accepted, or nothing is unread any more.
    UnreadRound isOver(Instant now) {
        return new UnreadRound(practice, Optional.empty(), 0, now.plus(PAUSE));
    }
}
