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
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Overflow;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;

/// A call's place in the queue. It outlives the engine: whoever comes back finds it.
///
/// @param team in whose book it is: its practice's own, or the other one while that one's assistant is asked
/// @param since when the caller began to wait
/// @param offeredTo the assistant who is reserved for it, whose telephone rings
/// @param effectiveArrival the moment that counts as its arrival, in the order of answering
/// @param promotedAt when it begins to count as unclear; never, where it is no routine call or its practice lets
/// none age
/// @param overflowTarget another team that may answer it
/// @param callbackFrom from when on whoever asked to be called back may be rung; empty: the caller is on the line
/// @param onCallRinging whether whoever is on call is being rung for it: no assistant is offered it meanwhile
/// @param language the language its caller has chosen; nothing for the practice's own
/// @param lastAssistant the assistant who spoke with this caller last
public record QueueEntry(
        CallId call,
        PracticeId practice,
        TeamId team,
        Urgency urgency,
        Instant since,
        Optional<Login> offeredTo,
        Instant effectiveArrival,
        Optional<Instant> promotedAt,
        Optional<OverflowTarget> overflowTarget,
        Optional<Instant> callbackFrom,
        boolean onCallRinging,
        Optional<LanguagePreference> language,
        Optional<Login> lastAssistant) {

    /// Times are of whole microseconds, as the store keeps them: every engine sees the same order.
    public QueueEntry {
        since = since.truncatedTo(MICROS);
        effectiveArrival = effectiveArrival.truncatedTo(MICROS);
        promotedAt = promotedAt.map(moment -> moment.truncatedTo(MICROS));
        callbackFrom = callbackFrom.map(moment -> moment.truncatedTo(MICROS));
    }

    /// A call whose turn is its arrival, and which never ages.
    public QueueEntry(
            CallId call, PracticeId practice, TeamId team, Urgency urgency, Instant since, Optional<Login> offeredTo) {
        this(call, practice, team, urgency, since, offeredTo, since, Optional.empty(), Optional.empty());
    }

    /// A call whose caller is on the line, and for which nobody on call is being rung.
    public QueueEntry(
            CallId call,
            PracticeId practice,
            TeamId team,
            Urgency urgency,
            Instant since,
            Optional<Login> offeredTo,
            Instant effectiveArrival,
            Optional<Instant> promotedAt,
            Optional<OverflowTarget> overflowTarget) {
        this(
                call,
                practice,
                team,
                urgency,
                since,
                offeredTo,
                effectiveArrival,
                promotedAt,
                overflowTarget,
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
    public static Comparator<QueueEntry> answerOrderAt(Instant now) {
        return Comparator.comparing((QueueEntry entry) -> entry.urgencyAt(now))
                .thenComparing(entry -> entry.urgencySince(now))
                .thenComparing(entry -> entry.call().value());
    }

    /// The same call with the turn that its practice's rules give a routine call. The turns of one practice's
    /// callers are spaced: each is at least so long after the one before, as long as that one waits. Of a burst of
    /// twenty calls the last then comes after the callers of other practices who ring within the next minutes, and
    /// no caller gains or loses a place by what happens after the arrival.
    ///
    /// @param before the calls that wait already
    public QueueEntry withEffectiveArrival(FairnessRules fairness, List<QueueEntry> earlier) {
        Instant arrival = earlier.stream()
                .filter(other -> other.practice().equals(practice) && other.urgency() == Urgency.ROUTINE)
                .map(other -> other.effectiveArrival().plus(fairness.spacing()))
                .filter(since::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(since);
        Optional<Instant> promotion = fairness.promotesAfter().isZero()
                ? Optional.empty()
                : Optional.of(arrival.plus(fairness.promotesAfter()));
        return withArrival(arrival, promotion);
    }

    /// The same call with the turn its caller had before, which counts for whoever is no more urgent now than
    /// then. No caller comes up later for it.
    QueueEntry withSavedPosition(SavedPosition saved) {
        boolean applies = urgency.compareTo(saved.urgency()) >= 0
                && saved.effectiveArrival().isBefore(effectiveArrival);
        if (!applies) {
            return this;
        }
        Optional<Instant> promotion = promotedAt.map(moment -> saved.promotedAt()
                .orElseGet(() -> moment.minus(Duration.between(saved.effectiveArrival(), effectiveArrival))));
        return withArrival(saved.effectiveArrival(), promotion);
    }

    /// The same place for a caller who hangs up, and is rung from a moment on.
    ///
    /// @param callback the call it will be
    public QueueEntry asCallback(CallId callback, Instant from) {
        return copyWith(copy -> {
            copy.call = callback;
            copy.offeredTo = Optional.empty();
            copy.callbackFrom = Optional.of(from);
            copy.onCallRinging = false;
        });
    }

    /// Whether nobody is on the line.
    public boolean isCallbackPending() {
        return callbackFrom.isPresent();
    }

    /// Whoever asked to be called back is on the line: the wait begins anew, and the turn is the old one.
    QueueEntry callerOnLineAgain(Instant now) {
        return copyWith(copy -> {
            copy.since = now;
            copy.callbackFrom = Optional.empty();
        });
    }

    /// Whether it may be matched now.
    public boolean isAssignableAt(Instant now) {
        return isAssignable() && callbackFrom.filter(from -> from.isAfter(now)).isEmpty();
    }

    /// The same call, which may be answered elsewhere too.
    QueueEntry withOverflow(Overflow overflow) {
        var target = new OverflowTarget(team, overflow.team(), since.plus(overflow.after()));
        return copyWith(copy -> copy.overflowTarget = Optional.of(target));
    }

    /// The same call of a caller who has chosen that language.
    public QueueEntry inLanguage(LanguagePreference chosen) {
        return copyWith(copy -> copy.language = Optional.of(chosen));
    }

    /// The same call of a caller whom that assistant knows.
    public QueueEntry lastAssistant(Login assistant) {
        return copyWith(copy -> copy.lastAssistant = Optional.of(assistant));
    }

    public QueueEntry offeredTo(Login assistant) {
        return copyWith(copy -> copy.offeredTo = Optional.of(assistant));
    }

    /// The same place, offered to nobody.
    public QueueEntry withoutAssistant() {
        return copyWith(copy -> copy.offeredTo = Optional.empty());
    }

    /// The same call in another team's book.
    public QueueEntry movedTo(TeamId newTeam) {
        return copyWith(copy -> copy.team = newTeam);
    }

    private QueueEntry withArrival(Instant newArrival, Optional<Instant> newPromotion) {
        return copyWith(copy -> {
            copy.effectiveArrival = newArrival;
            copy.promotedAt = newPromotion;
        });
    }

    /// The same place while whoever is on call is being rung, or no longer.
    public QueueEntry withOnCallRinging(boolean ringing) {
        return copyWith(copy -> copy.onCallRinging = ringing);
    }

    /// Whether it is nobody's now: no assistant is reserved for it, and nobody on call is being rung.
    public boolean isAssignable() {
        return offeredTo.isEmpty() && !onCallRinging;
    }

    /// Whether this assistant may answer it: she may serve its practice, and speaks the caller's language. Somebody
    /// who does not is better than nobody for whoever is more urgent than routine, and for whoever was told that
    /// nobody who does is there.
    public boolean mayBeOfferedTo(Assistant assistant) {
        boolean acceptsAnyLanguage = urgency != Urgency.ROUTINE
                || language.filter(chosen -> !chosen.required()).isPresent();
        return skillOf(assistant)
                .filter(skill -> skill != Skill.WITHOUT_LANGUAGE || acceptsAnyLanguage)
                .isPresent();
    }

    /// How well this assistant fits the caller; nothing where she may not serve the practice.
    public Optional<Skill> skillOf(Assistant assistant) {
        return language.map(chosen -> assistant.skillFor(practice, chosen.language()))
                .orElseGet(() -> assistant.skillFor(practice));
    }

    /// Whether the caller waits for somebody who speaks a language that is not the practice's.
    boolean isLanguageRequired() {
        return urgency == Urgency.ROUTINE
                && language.filter(LanguagePreference::required).isPresent();
    }

    /// The other team that may be asked for it now.
    Optional<TeamId> overflowTeamAt(Instant now) {
        return overflowTarget
                .filter(target -> isAssignableAt(now) && team.equals(target.homeTeam()))
                .filter(target -> !target.availableFrom().isAfter(now))
                .map(OverflowTarget::team);
    }

    /// The team it goes back to where this one has nobody for it.
    Optional<TeamId> homeTeamToReturnTo() {
        return overflowTarget
                .map(OverflowTarget::homeTeam)
                .filter(homeTeam -> offeredTo.isEmpty() && !team.equals(homeTeam));
    }

    /// Which calls that come later are answered before it: those more urgent than it is by now.
    Predicate<Urgency> overtakingUrgenciesAt(Instant now) {
        Urgency own = urgencyAt(now);
        return other -> other.compareTo(own) < 0;
    }

    private Urgency urgencyAt(Instant now) {
        return isPromotedAt(now) ? Urgency.UNCLEAR : urgency;
    }

    private Instant urgencySince(Instant now) {
        return isPromotedAt(now) ? promotedAt.orElseThrow() : effectiveArrival;
    }

    private boolean isPromotedAt(Instant now) {
        return promotedAt.filter(moment -> !moment.isAfter(now)).isPresent();
    }

    private QueueEntry copyWith(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.toEntry();
    }

    /// A place while something of it changes: what is not said stays.
    private static final class Copy {

        private final PracticeId practice;
        private final Urgency urgency;
        private CallId call;
        private TeamId team;
        private Instant since;
        private Optional<Login> offeredTo;
        private Instant effectiveArrival;
        private Optional<Instant> promotedAt;
        private Optional<OverflowTarget> overflowTarget;
        private Optional<Instant> callbackFrom;
        private boolean onCallRinging;
        private Optional<LanguagePreference> language;
        private Optional<Login> lastAssistant;

        Copy(QueueEntry before) {
            practice = before.practice;
            urgency = before.urgency;
            call = before.call;
            team = before.team;
            since = before.since;
            offeredTo = before.offeredTo;
            effectiveArrival = before.effectiveArrival;
            promotedAt = before.promotedAt;
            overflowTarget = before.overflowTarget;
            callbackFrom = before.callbackFrom;
            onCallRinging = before.onCallRinging;
            language = before.language;
            lastAssistant = before.lastAssistant;
        }

        QueueEntry toEntry() {
            return new QueueEntry(
                    call,
                    practice,
                    team,
                    urgency,
                    since,
                    offeredTo,
                    effectiveArrival,
                    promotedAt,
                    overflowTarget,
                    callbackFrom,
                    onCallRinging,
                    language,
                    lastAssistant);
        }
    }
}
