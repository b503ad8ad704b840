package org.permanence.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.practice.Turns;
import org.permanence.triage.Urgency;

/// A call's place in the queue. It outlives the engine: whoever comes back finds it.
///
/// @param since when the caller began to wait
/// @param offeredTo the assistant who is reserved for it, whose telephone rings
/// @param turn the moment that counts as its arrival, in the order of answering
/// @param ages when it begins to count as unclear; never, where it is no routine call or its practice lets none age
public record WaitingCall(
        CallId call,
        PracticeId practice,
        TeamId team,
        Urgency urgency,
        Instant since,
        Optional<Login> offeredTo,
        Instant turn,
        Optional<Instant> ages) {

    /// A call whose turn is its arrival, and which never ages.
    public WaitingCall(
            CallId call, PracticeId practice, TeamId team, Urgency urgency, Instant since, Optional<Login> offeredTo) {
        this(call, practice, team, urgency, since, offeredTo, since, Optional.empty());
    }

    /// The order of answering at a moment: the most urgent first; among equals, the one that has been so the
    /// longest.
    ///
    /// A routine call that has aged is one of the unclear from that moment: it comes after those who were unclear
    /// before, since they may be in danger, and before those who come later, since it would wait for ever
    /// otherwise. It never comes before anybody vital or urgent. Two routine calls that age alike never change
    /// places.
    public static Comparator<WaitingCall> firstAnsweredAt(Instant now) {
        return Comparator.comparing((WaitingCall waiting) -> waiting.urgencyAt(now))
                .thenComparing(waiting -> waiting.urgencySince(now))
                .thenComparing(waiting -> waiting.call().value());
    }

    /// The same call with the turn that its practice's rules give a routine call. The turns of one practice's
    /// callers are spaced: each is at least so long after the one before, as long as that one waits. Of a burst of
    /// twenty calls the last then comes after the callers of other practices who ring within the next minutes, and
    /// no caller gains or loses a place by what happens after the arrival.
    ///
    /// @param before the calls that wait already
    public WaitingCall inTurn(Turns turns, List<WaitingCall> before) {
        Instant next = before.stream()
                .filter(other -> other.practice().equals(practice) && other.urgency() == Urgency.ROUTINE)
                .map(other -> other.turn().plus(turns.spacing()))
                .filter(since::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(since);
        Optional<Instant> aged =
                turns.agesAfter().isZero() ? Optional.empty() : Optional.of(next.plus(turns.agesAfter()));
        return new WaitingCall(call, practice, team, urgency, since, offeredTo, next, aged);
    }

    public WaitingCall offeredTo(Login assistant) {
        return new WaitingCall(call, practice, team, urgency, since, Optional.of(assistant), turn, ages);
    }

    /// The same place, offered to nobody.
    public WaitingCall withdrawn() {
        return new WaitingCall(call, practice, team, urgency, since, Optional.empty(), turn, ages);
    }

    private Urgency urgencyAt(Instant now) {
        return hasAgedAt(now) ? Urgency.UNCLEAR : urgency;
    }

    private Instant urgencySince(Instant now) {
        return hasAgedAt(now) ? ages.orElseThrow() : turn;
    }

    private boolean hasAgedAt(Instant now) {
        return ages.filter(moment -> !moment.isAfter(now)).isPresent();
    }
}
