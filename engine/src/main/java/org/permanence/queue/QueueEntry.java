package org.permanence.queue;

import static java.time.temporal.ChronoUnit.MICROS;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.call.CallId;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Overflow;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntryState.CallbackFrom;
import org.permanence.queue.QueueEntryState.CallbackReserved;
import org.permanence.queue.QueueEntryState.FallbackDue;
import org.permanence.queue.QueueEntryState.OnCallRinging;
import org.permanence.queue.QueueEntryState.Reserved;
import org.permanence.queue.QueueEntryState.Waiting;
import org.permanence.triage.Urgency;

/// A call's place in the queue. It is stored: a restart of the engine does not lose it.
///
/// @param team the team that has it: the practice's own, or the overflow team while that team's assistant is asked
/// @param since when the caller began to wait
/// @param effectiveArrival the time of arrival by which it is ordered, see [AnswerOrder]
/// @param promotedAt when a routine entry begins to count as unclear; empty for never
/// @param overflowTarget another team that may answer it
/// @param language the language that the caller has chosen; empty for the practice's own
/// @param lastAssistant the assistant who last spoke with this caller
@RecordBuilder
@RecordBuilder.Options(enableWither = false)
public record QueueEntry(
        CallId call,
        PracticeId practice,
        TeamId team,
        Urgency urgency,
        Instant since,
        QueueEntryState state,
        Instant effectiveArrival,
        Optional<Instant> promotedAt,
        Optional<OverflowTarget> overflowTarget,
        Optional<LanguagePreference> language,
        Optional<Login> lastAssistant) {

    /// Times are truncated to microseconds, the precision of the store: every engine sees the same order.
    public QueueEntry {
        since = since.truncatedTo(MICROS);
        effectiveArrival = effectiveArrival.truncatedTo(MICROS);
        promotedAt = promotedAt.map(moment -> moment.truncatedTo(MICROS));
    }

    /// The entry of a call that arrives now: ordered by its arrival, and never promoted.
    public static QueueEntry arriving(CallId call, PracticeId practice, TeamId team, Urgency urgency, Instant since) {
        return new QueueEntry(
                call,
                practice,
                team,
                urgency,
                since,
                new Waiting(),
                since,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same entry with the effective arrival that the practice's fairness rules give a routine call.
    ///
    /// The effective arrivals of one practice's callers are spaced: each is at least the spacing after the one
    /// before, while that one waits. So the last of a burst of twenty calls comes after other practices' callers
    /// who arrive within the next minutes. Nothing that happens after the arrival changes the order.
    ///
    /// @param earlier the entries that wait already
    public QueueEntry withFairArrival(FairnessRules fairness, List<QueueEntry> earlier) {
        Instant arrival = earlier.stream()
                .filter(other -> other.practice().equals(practice) && other.urgency() == Urgency.ROUTINE)
                .map(other -> other.effectiveArrival().plus(fairness.spacing()))
                .filter(since::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(since);
        Optional<Instant> promotion = fairness.promotesAfter().isZero()
                ? Optional.empty()
                : Optional.of(arrival.plus(fairness.promotesAfter()));
        return withEffectiveArrival(arrival, promotion);
    }

    /// The same entry in the caller's saved position. The position applies if the caller is not more urgent now
    /// than before, and only if it is the better one.
    QueueEntry withSavedPosition(SavedPosition saved) {
        boolean applies = urgency.compareTo(saved.urgency()) >= 0
                && saved.effectiveArrival().isBefore(effectiveArrival);
        if (!applies) {
            return this;
        }
        Optional<Instant> promotion = promotedAt.map(moment -> saved.promotedAt()
                .orElseGet(() -> moment.minus(Duration.between(saved.effectiveArrival(), effectiveArrival))));
        return withEffectiveArrival(saved.effectiveArrival(), promotion);
    }

    /// The same entry in the earlier of two positions.
    QueueEntry withBetterPosition(SavedPosition other) {
        return other.effectiveArrival().isBefore(effectiveArrival)
                ? withEffectiveArrival(other.effectiveArrival(), other.promotedAt())
                : this;
    }

    /// The position to save when the caller hangs up.
    public SavedPosition position() {
        return new SavedPosition(urgency, effectiveArrival, promotedAt);
    }

    public QueueEntry withEffectiveArrival(Instant newArrival, Optional<Instant> newPromotion) {
        return copy().effectiveArrival(newArrival).promotedAt(newPromotion).build();
    }

    /// The same entry, which the practice's overflow team may answer too.
    public QueueEntry withOverflow(Overflow overflow) {
        var target = new OverflowTarget(team, overflow.team(), since.plus(overflow.after()));
        return copy().overflowTarget(Optional.of(target)).build();
    }

    public QueueEntry inLanguage(LanguagePreference chosen) {
        return copy().language(Optional.of(chosen)).build();
    }

    public QueueEntry withLastAssistant(Login assistant) {
        return copy().lastAssistant(Optional.of(assistant)).build();
    }

    public QueueEntry movedTo(TeamId newTeam) {
        return copy().team(newTeam).build();
    }

    /// The entry after `event`; empty if [QueueEntryTransitions] has no such row.
    public Optional<QueueEntry> on(QueueEntryEvent event) {
        return QueueEntryTransitions.after(state, event)
                .map(next -> copy().state(next).build());
    }

    /// The same entry with a reserved assistant.
    ///
    /// @throws IllegalStateException if it is not assignable
    public QueueEntry reservedFor(Login assistant) {
        return on(new QueueEntryEvent.AssistantReserved(assistant)).orElseThrow(this::impossible);
    }

    /// The same entry without a reserved assistant.
    public QueueEntry withoutAssistant() {
        return on(new QueueEntryEvent.AssistantReleased()).orElse(this);
    }

    /// The same place for a caller who hangs up, and may be called back from a moment on.
    ///
    /// @param callback the id of the call that will be made
    /// @throws IllegalStateException if an assistant is reserved for a caller on the line, or the on-call lines
    /// ring
    public QueueEntry asCallback(CallId callback, Instant from) {
        var scheduled = on(new QueueEntryEvent.CallbackScheduled(from)).orElseThrow(this::impossible);
        return scheduled.copy().call(callback).build();
    }

    /// The entry of a caller who has answered the callback: the wait begins again, in the same position. Empty if
    /// no callback is pending.
    Optional<QueueEntry> withCallbackAnswered(Instant now) {
        return on(new QueueEntryEvent.CallbackAnswered())
                .map(entry -> entry.copy().since(now).build());
    }

    private IllegalStateException impossible() {
        return new IllegalStateException(
                "queue entry: " + state.getClass().getSimpleName() + " (expected: a state that allows the change)");
    }

    public Optional<Login> reservedAssistant() {
        return switch (state) {
            case Reserved(var assistant) -> Optional.of(assistant);
            case CallbackReserved(var _, var assistant) -> Optional.of(assistant);
            case Waiting(), OnCallRinging(), FallbackDue(), CallbackFrom(var _) -> Optional.empty();
        };
    }

    /// When a pending callback may be made at the earliest; empty if the caller is on the line.
    public Optional<Instant> callbackFrom() {
        return switch (state) {
            case CallbackFrom(var from) -> Optional.of(from);
            case CallbackReserved(var from, var _) -> Optional.of(from);
            case Waiting(), Reserved(var _), OnCallRinging(), FallbackDue() -> Optional.empty();
        };
    }

    public boolean isCallbackPending() {
        return callbackFrom().isPresent();
    }

    public boolean isOnCallRinging() {
        return state instanceof OnCallRinging;
    }

    public boolean isFallbackDue() {
        return state instanceof FallbackDue;
    }

    /// Whether an assistant may be reserved for it: none is, the on-call lines do not ring, and the wait is not
    /// over.
    public boolean isAssignable() {
        return switch (state) {
            case Waiting(), CallbackFrom(var _) -> true;
            case Reserved(var _), OnCallRinging(), FallbackDue(), CallbackReserved(var _, var _) -> false;
        };
    }

    /// Whether it may be assigned now: a callback only from its time on.
    public boolean isAssignableAt(Instant now) {
        return isAssignable()
                && callbackFrom().filter(from -> from.isAfter(now)).isEmpty();
    }

    /// Whether the assistant may answer it: they may serve the practice and speak the caller's language. The
    /// language does not matter for a caller more urgent than routine, nor for one who was told that no assistant
    /// speaks it.
    public boolean mayBeAnsweredBy(Assistant assistant) {
        boolean acceptsAnyLanguage = urgency != Urgency.ROUTINE
                || language.filter(chosen -> !chosen.required()).isPresent();
        return skillOf(assistant)
                .filter(skill -> skill != Skill.WITHOUT_LANGUAGE || acceptsAnyLanguage)
                .isPresent();
    }

    /// How well the assistant fits the caller; empty if they may not serve the practice.
    public Optional<Skill> skillOf(Assistant assistant) {
        return language.map(chosen -> assistant.skillFor(practice, chosen.language()))
                .orElseGet(() -> assistant.skillFor(practice));
    }

    /// Whether the caller waits for an assistant who speaks a language other than the practice's.
    boolean isLanguageRequired() {
        return urgency == Urgency.ROUTINE
                && language.filter(LanguagePreference::required).isPresent();
    }

    /// The overflow team that may be asked for it now.
    Optional<TeamId> overflowTeamAt(Instant now) {
        return overflowTarget
                .filter(target -> isAssignableAt(now) && team.equals(target.homeTeam()))
                .filter(target -> !target.availableFrom().isAfter(now))
                .map(OverflowTarget::team);
    }

    /// The home team, if the overflow team has the entry and no assistant of it is reserved.
    Optional<TeamId> homeTeamToReturnTo() {
        return overflowTarget
                .map(OverflowTarget::homeTeam)
                .filter(homeTeam -> reservedAssistant().isEmpty() && !team.equals(homeTeam));
    }

    private QueueEntryBuilder copy() {
        return QueueEntryBuilder.builder(this);
    }
}
