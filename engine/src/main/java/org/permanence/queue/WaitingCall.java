package org.permanence.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.call.CallId;
import org.permanence.practice.Overflow;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.practice.Turns;
import org.permanence.triage.Urgency;

/// A call's place in the queue. It outlives the engine: whoever comes back finds it.
///
/// @param team in whose book it is: its practice's own, or the other one while that one's assistant is asked
/// @param since when the caller began to wait
/// @param offeredTo the assistant who is reserved for it, whose telephone rings
/// @param turn the moment that counts as its arrival, in the order of answering
/// @param ages when it begins to count as unclear; never, where it is no routine call or its practice lets none age
/// @param elsewhere another team that may answer it
public record WaitingCall(
        CallId call,
        PracticeId practice,
        TeamId team,
        Urgency urgency,
        Instant since,
        Optional<Login> offeredTo,
        Instant turn,
        Optional<Instant> ages,
        Optional<Elsewhere> elsewhere) {

    /// A call whose turn is its arrival, and which never ages.
    public WaitingCall(
            CallId call, PracticeId practice, TeamId team, Urgency urgency, Instant since, Optional<Login> offeredTo) {
        this(call, practice, team, urgency, since, offeredTo, since, Optional.empty(), Optional.empty());
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
        return new WaitingCall(call, practice, team, urgency, since, offeredTo, next, aged, elsewhere);
    }

    /// The same call, which may be answered elsewhere too.
    WaitingCall orElsewhere(Overflow overflow) {
        var other = new Elsewhere(team, overflow.team(), since.plus(overflow.after()));
        return new WaitingCall(call, practice, team, urgency, since, offeredTo, turn, ages, Optional.of(other));
    }

    public WaitingCall offeredTo(Login assistant) {
        return with(team, Optional.of(assistant));
    }

    /// The same place, offered to nobody.
    public WaitingCall withdrawn() {
        return with(team, Optional.empty());
    }

    /// The same call in another team's book.
    public WaitingCall in(TeamId other) {
        return with(other, offeredTo);
    }

    private WaitingCall with(TeamId book, Optional<Login> assistant) {
        return new WaitingCall(call, practice, book, urgency, since, assistant, turn, ages, elsewhere);
    }

    /// Whether this assistant may answer it: she may serve its practice, and speaks its language. Somebody who does
    /// not speak it is better than nobody for whoever is more urgent than routine.
    public boolean mayBeOfferedTo(Assistant assistant) {
        return assistant
                .skillFor(practice)
                .filter(skill -> skill != Skill.FOREIGN || urgency != Urgency.ROUTINE)
                .isPresent();
    }

    /// The other team that may be asked for it now.
    Optional<TeamId> mayBeLentAt(Instant now) {
        return elsewhere
                .filter(other -> offeredTo.isEmpty() && team.equals(other.home()))
                .filter(other -> !other.from().isAfter(now))
                .map(Elsewhere::team);
    }

    /// The team it goes back to where this one has nobody for it.
    Optional<TeamId> goesHomeTo() {
        return elsewhere.map(Elsewhere::home).filter(home -> offeredTo.isEmpty() && !team.equals(home));
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
