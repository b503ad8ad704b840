package org.permanence.queue;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
/// @param rungFrom from when on whoever asked to be called back may be rung; empty: the caller is on the line
/// @param onCallRings whether whoever is on call is being rung for it: no assistant is offered it meanwhile
/// @param spoken the language its caller has chosen; nothing for the practice's own
/// @param familiar the assistant who spoke with this caller last
public record WaitingCall(
        CallId call,
        PracticeId practice,
        TeamId team,
        Urgency urgency,
        Instant since,
        Optional<Login> offeredTo,
        Instant turn,
        Optional<Instant> ages,
        Optional<Elsewhere> elsewhere,
        Optional<Instant> rungFrom,
        boolean onCallRings,
        Optional<Spoken> spoken,
        Optional<Login> familiar) {

    /// Times are of whole microseconds, as the store keeps them: every engine sees the same order.
    public WaitingCall {
        since = since.truncatedTo(MICROS);
        turn = turn.truncatedTo(MICROS);
        ages = ages.map(moment -> moment.truncatedTo(MICROS));
        rungFrom = rungFrom.map(moment -> moment.truncatedTo(MICROS));
    }

    /// A call whose turn is its arrival, and which never ages.
    public WaitingCall(
            CallId call, PracticeId practice, TeamId team, Urgency urgency, Instant since, Optional<Login> offeredTo) {
        this(call, practice, team, urgency, since, offeredTo, since, Optional.empty(), Optional.empty());
    }

    /// A call whose caller is on the line, and for which nobody on call is being rung.
    public WaitingCall(
            CallId call,
            PracticeId practice,
            TeamId team,
            Urgency urgency,
            Instant since,
            Optional<Login> offeredTo,
            Instant turn,
            Optional<Instant> ages,
            Optional<Elsewhere> elsewhere) {
        this(
                call,
                practice,
                team,
                urgency,
                since,
                offeredTo,
                turn,
                ages,
                elsewhere,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
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
        return with(next, aged);
    }

    /// The same call with the turn its caller had before, which counts for whoever is no more urgent now than
    /// then. No caller comes up later for it.
    WaitingCall inTurnOf(KeptTurn before) {
        boolean counts =
                urgency.compareTo(before.urgency()) >= 0 && before.turn().isBefore(turn);
        if (!counts) {
            return this;
        }
        Optional<Instant> aged =
                ages.map(moment -> before.ages().orElseGet(() -> moment.minus(Duration.between(before.turn(), turn))));
        return with(before.turn(), aged);
    }

    /// The same place for a caller who hangs up, and is rung from a moment on.
    ///
    /// @param callback the call it will be
    public WaitingCall toBeCalledBack(CallId callback, Instant from) {
        return but(place -> {
            place.call = callback;
            place.offeredTo = Optional.empty();
            place.rungFrom = Optional.of(from);
            place.onCallRings = false;
        });
    }

    /// Whether nobody is on the line.
    public boolean isToBeCalledBack() {
        return rungFrom.isPresent();
    }

    /// Whoever asked to be called back is on the line: the wait begins anew, and the turn is the old one.
    WaitingCall backOnTheLine(Instant now) {
        return but(place -> {
            place.since = now;
            place.rungFrom = Optional.empty();
        });
    }

    /// Whether it may be matched now.
    public boolean isFreeAt(Instant now) {
        return isFree() && rungFrom.filter(from -> from.isAfter(now)).isEmpty();
    }

    /// The same call, which may be answered elsewhere too.
    WaitingCall orElsewhere(Overflow overflow) {
        var other = new Elsewhere(team, overflow.team(), since.plus(overflow.after()));
        return but(place -> place.elsewhere = Optional.of(other));
    }

    /// The same call of a caller who has chosen that language.
    public WaitingCall inLanguage(Spoken chosen) {
        return but(place -> place.spoken = Optional.of(chosen));
    }

    /// The same call of a caller whom that assistant knows.
    public WaitingCall knownTo(Login assistant) {
        return but(place -> place.familiar = Optional.of(assistant));
    }

    public WaitingCall offeredTo(Login assistant) {
        return but(place -> place.offeredTo = Optional.of(assistant));
    }

    /// The same place, offered to nobody.
    public WaitingCall withdrawn() {
        return but(place -> place.offeredTo = Optional.empty());
    }

    /// The same call in another team's book.
    public WaitingCall in(TeamId other) {
        return but(place -> place.team = other);
    }

    private WaitingCall with(Instant newTurn, Optional<Instant> newAges) {
        return but(place -> {
            place.turn = newTurn;
            place.ages = newAges;
        });
    }

    /// The same place while whoever is on call is being rung, or no longer.
    public WaitingCall whileOnCallRings(boolean rings) {
        return but(place -> place.onCallRings = rings);
    }

    /// Whether it is nobody's now: no assistant is reserved for it, and nobody on call is being rung.
    public boolean isFree() {
        return offeredTo.isEmpty() && !onCallRings;
    }

    /// Whether this assistant may answer it: she may serve its practice, and speaks the caller's language. Somebody
    /// who does not is better than nobody for whoever is more urgent than routine, and for whoever was told that
    /// nobody who does is there.
    public boolean mayBeOfferedTo(Assistant assistant) {
        boolean anybody = urgency != Urgency.ROUTINE
                || spoken.filter(chosen -> !chosen.only()).isPresent();
        return skillOf(assistant)
                .filter(skill -> skill != Skill.FOREIGN || anybody)
                .isPresent();
    }

    /// How well this assistant fits the caller; nothing where she may not serve the practice.
    public Optional<Skill> skillOf(Assistant assistant) {
        return spoken.map(chosen -> assistant.skillFor(practice, chosen.language()))
                .orElseGet(() -> assistant.skillFor(practice));
    }

    /// Whether the caller waits for somebody who speaks a language that is not the practice's.
    boolean waitsForASpeaker() {
        return urgency == Urgency.ROUTINE && spoken.filter(Spoken::only).isPresent();
    }

    /// The other team that may be asked for it now.
    Optional<TeamId> mayBeLentAt(Instant now) {
        return elsewhere
                .filter(other -> isFreeAt(now) && team.equals(other.home()))
                .filter(other -> !other.from().isAfter(now))
                .map(Elsewhere::team);
    }

    /// The team it goes back to where this one has nobody for it.
    Optional<TeamId> goesHomeTo() {
        return elsewhere.map(Elsewhere::home).filter(home -> offeredTo.isEmpty() && !team.equals(home));
    }

    /// Which calls that come later are answered before it: those more urgent than it is by now.
    Predicate<Urgency> overtakenAt(Instant now) {
        Urgency own = urgencyAt(now);
        return other -> other.compareTo(own) < 0;
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

    private WaitingCall but(Consumer<Changed> change) {
        var changed = new Changed(this);
        change.accept(changed);
        return changed.place();
    }

    /// A place while something of it changes: what is not said stays.
    private static final class Changed {

        private final PracticeId practice;
        private final Urgency urgency;
        private CallId call;
        private TeamId team;
        private Instant since;
        private Optional<Login> offeredTo;
        private Instant turn;
        private Optional<Instant> ages;
        private Optional<Elsewhere> elsewhere;
        private Optional<Instant> rungFrom;
        private boolean onCallRings;
        private Optional<Spoken> spoken;
        private Optional<Login> familiar;

        Changed(WaitingCall before) {
            practice = before.practice;
            urgency = before.urgency;
            call = before.call;
            team = before.team;
            since = before.since;
            offeredTo = before.offeredTo;
            turn = before.turn;
            ages = before.ages;
            elsewhere = before.elsewhere;
            rungFrom = before.rungFrom;
            onCallRings = before.onCallRings;
            spoken = before.spoken;
            familiar = before.familiar;
        }

        WaitingCall place() {
            return new WaitingCall(
                    call,
                    practice,
                    team,
                    urgency,
                    since,
                    offeredTo,
                    turn,
                    ages,
                    elsewhere,
                    rungFrom,
                    onCallRings,
                    spoken,
                    familiar);
        }
    }
}
