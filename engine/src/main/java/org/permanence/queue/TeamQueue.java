package org.permanence.queue;

import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.CALL_ENDED;
import static org.permanence.assistant.AssistantEvent.OFFER_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.RING_NO_ANSWER;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.assistant.Presence;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;
import org.permanence.waittime.WaitEstimator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every change of a team's queue: one transaction under the team's lock, followed by a match in the same
/// transaction, after which the calls that were offered are told. Thread-safe: it keeps nothing itself but what
/// [WaitEstimator] are made of.
public final class TeamQueue {

    private static final Logger LOG = LoggerFactory.getLogger(TeamQueue.class);

    /// More often than a call can change teams while it is looked for.
    private static final int MAX_LOOKUPS = 5;

    private final QueueStore store;
    private final Matcher matcher;
    private final WaiterSignals signals;
    private final WaitEstimator waitEstimator;
    private final InstantSource clock;
    private volatile Consumer<QueueEntry> callbackListener = _ -> {};

    public TeamQueue(
            QueueStore store,
            Matcher matcher,
            WaiterSignals signals,
            WaitEstimator waitEstimator,
            InstantSource clock) {
        this.store = store;
        this.matcher = matcher;
        this.signals = signals;
        this.waitEstimator = waitEstimator;
        this.clock = clock;
    }

    /// From here on `rings` is told of each assistant who is reserved for somebody who is to be called back; it
    /// returns at once. Until then the upkeep gives them back.
    public void onCallbackReservation(Consumer<QueueEntry> listener) {
        callbackListener = listener;
    }

    /// Looks for matches, after anything that may have made one: an assistant is ready, a wrap-up is over.
    public void match(TeamId team) {
        change(team, _ -> {});
    }

    /// Gives the call a place, or finds the one it has, in whichever team's book it is.
    ///
    /// @param before what is known of its caller's earlier calls
    /// @return nothing where the practice's queue is full and the call is a routine one
    Optional<EnqueueResult> enqueue(Call call, Practice practice, Urgency urgency, CallerMemory memory) {
        var arrival =
                new QueueEntry(call.id(), practice.id(), practice.team(), urgency, clock.instant(), Optional.empty());
        QueueEntry inLanguage = practice.languages()
                .chosen()
                .map(language -> arrival.inLanguage(new LanguagePreference(language, true)))
                .orElse(arrival);
        QueueEntry fresh = memory.lastAssistant().map(inLanguage::lastAssistant).orElse(inLanguage);
        boolean mayBeInOtherTeam =
                call.isResumed() || practice.queue().overflow().isPresent();
        Optional<EnqueueResult> result = mayBeInOtherTeam
                ? inCurrentTeam(
                        call.id(),
                        practice.team(),
                        transaction -> addToQueue(transaction, fresh, practice, memory.savedPosition()))
                : inTeam(
                        practice.team(),
                        transaction -> addToQueue(transaction, fresh, practice, memory.savedPosition()));
        result.filter(enqueued -> enqueued.origin() == EnqueueResult.Origin.NEW)
                .ifPresent(enqueued -> waitEstimator.arrived(enqueued.entry().team(), urgency, clock.instant()));
        return result;
    }

    private static Optional<EnqueueResult> addToQueue(
            TeamTransaction transaction, QueueEntry fresh, Practice practice, Optional<SavedPosition> savedPosition) {
        Optional<EnqueueResult> existing = existingEntry(transaction, fresh);
        boolean mayBeRefused = fresh.urgency() == Urgency.ROUTINE && savedPosition.isEmpty();
        if (existing.isPresent() || (mayBeRefused && isFull(transaction, practice))) {
            return existing;
        }
        QueueRules rules = practice.queue();
        var scheduled = fresh.urgency() == Urgency.ROUTINE
                ? fresh.withEffectiveArrival(rules.fairness(), transaction.waiting())
                : fresh;
        var restored = savedPosition.map(scheduled::withSavedPosition).orElse(scheduled);
        var queued = rules.overflow().map(restored::withOverflow).orElse(restored);
        transaction.save(queued);
        return Optional.of(new EnqueueResult(queued, EnqueueResult.Origin.NEW));
    }

    private static Optional<EnqueueResult> existingEntry(TeamTransaction transaction, QueueEntry fresh) {
        return transaction
                .waiting(fresh.call())
                .map(entry ->
                        new EnqueueResult(markOnLine(transaction, entry, fresh.since()), EnqueueResult.Origin.EXISTING))
                .or(() -> presenceOnCall(transaction, fresh.call())
                        .map(presence -> new EnqueueResult(
                                fresh.movedTo(presence.team()).offeredTo(presence.login()),
                                EnqueueResult.Origin.ALREADY_ANSWERED)));
    }

    private static QueueEntry markOnLine(TeamTransaction transaction, QueueEntry entry, Instant now) {
        if (!entry.isCallbackPending()) {
            return entry;
        }
        QueueEntry onLine = entry.callerOnLineAgain(now);
        transaction.save(onLine);
        return onLine;
    }

    private static Optional<Presence> presenceOnCall(TeamTransaction transaction, CallId call) {
        return transaction.presences().stream()
                .filter(presence -> presence.state() == AssistantState.IN_CALL)
                .filter(presence -> presence.call().equals(Optional.of(call)))
                .findFirst();
    }

    private static boolean isInTeam(TeamTransaction transaction, CallId call) {
        return transaction.waiting(call).isPresent()
                || presenceOnCall(transaction, call).isPresent();
    }

    private static Optional<TeamId> otherTeamOf(
            TeamTransaction transaction, CallId call, TeamId team, TeamId homeTeam) {
        return transaction.otherTeamOf(call).or(() -> Optional.of(homeTeam).filter(other -> !other.equals(team)));
    }

    /// Works in the team in whose book the call is; in its own, where it is in none. A call may change teams
    /// between two looks, but not while the lock of the team that has it is held.
    private <T> T inCurrentTeam(CallId call, TeamId homeTeam, Function<TeamTransaction, T> work) {
        record Look<R>(Optional<TeamId> elsewhere, Optional<R> done) {}
        TeamId team = homeTeam;
        for (int attempt = 0; attempt < MAX_LOOKUPS; attempt++) {
            TeamId current = team;
            Look<T> lookup = inTeam(current, transaction -> {
                Optional<TeamId> otherTeam = isInTeam(transaction, call)
                        ? Optional.empty()
                        : otherTeamOf(transaction, call, current, homeTeam);
                return new Look<>(
                        otherTeam, otherTeam.isPresent() ? Optional.empty() : Optional.of(work.apply(transaction)));
            });
            if (lookup.done().isPresent()) {
                return lookup.done().get();
            }
            team = lookup.elsewhere().orElse(homeTeam);
        }
        throw new IllegalStateException(
                "call: between teams (expected: in a team's book after " + MAX_LOOKUPS + " looks)");
    }

    /// Which assistants of a team are ready, by a look without its lock.
    List<Login> readyAssistants(TeamId team) {
        return store.presences(team).stream()
                .filter(presence -> presence.state() == AssistantState.READY)
                .map(Presence::login)
                .toList();
    }

    /// Lends another team the first of the calls in this one's book that may be lent to it now and are `wanted`.
    ///
    /// The call goes over to the other team's book under this team's lock, and is matched there under the other
    /// one's. No moment sees it in both, so it is never offered twice. Where the other team has nobody for it after
    /// all, the same transaction gives it back; where an engine dies in between, the next change there does.
    void moveToOverflowTeam(TeamId team, TeamId overflowTeam, Predicate<QueueEntry> eligible) {
        Instant now = clock.instant();
        boolean moved = inTeam(team, transaction -> {
            Optional<QueueEntry> first = transaction.waiting().stream()
                    .filter(entry -> entry.overflowTeamAt(now).equals(Optional.of(overflowTeam)))
                    .filter(eligible)
                    .min(QueueEntry.answerOrderAt(now));
            first.ifPresent(entry -> transaction.handOver(entry.movedTo(overflowTeam)));
            return first.isPresent();
        });
        if (moved) {
            LOG.atInfo()
                    .addKeyValue("team", team)
                    .addKeyValue("other", overflowTeam)
                    .log("queue.lent");
            match(overflowTeam);
        }
    }

    private static boolean isFull(TeamTransaction transaction, Practice practice) {
        return isLimitReached(
                transaction, practice, entry -> entry.urgency() == Urgency.ROUTINE && !entry.isCallbackPending());
    }

    /// Whether as many of the practice's calls are such as it lets routine callers wait.
    private static boolean isLimitReached(
            TeamTransaction transaction, Practice practice, Predicate<QueueEntry> counted) {
        long count = transaction.waiting().stream()
                .filter(entry -> entry.practice().equals(practice.id()))
                .filter(counted)
                .count();
        return count >= practice.queue().limit();
    }

    /// The place of a call among those still unanswered, from 1, in the order in which they are matched now.
    int position(QueueEntry entry) {
        Comparator<QueueEntry> order = QueueEntry.answerOrderAt(clock.instant());
        long ahead = store.waiting(entry.team()).stream()
                .filter(other -> !other.call().equals(entry.call()) && order.compare(other, entry) < 0)
                .count();
        return (int) ahead + 1;
    }

    /// What the caller is to be told of the wait, by a look without the team's lock; nothing where nobody is there
    /// who may answer.
    ///
    /// @param longest how long the caller waits at most
    Optional<SpokenWaitEstimate> waitEstimate(QueueEntry entry, AssistantDirectory assistants, Duration maxWait) {
        Instant now = clock.instant();
        var ahead = new QueueAhead(entry, store.waiting(entry.team()), servingAssistants(entry.team(), assistants));
        return waitEstimator.quote(entry.call(), ahead.estimateInput(waitEstimator, now), maxWait, now);
    }

    /// Those of a team who are there and may answer calls, by a look without its lock.
    List<Assistant> servingAssistants(TeamId team, AssistantDirectory assistants) {
        return store.presences(team).stream()
                .filter(TeamQueue::isServing)
                .flatMap(presence -> assistants.find(presence.login()).stream())
                .toList();
    }

    private static boolean isServing(Presence presence) {
        AssistantState state = presence.state();
        return switch (state) {
            case READY, RESERVED, IN_CALL, WRAP_UP -> true;
            case OFF, PAUSED -> false;
        };
    }

    /// From here on whoever may serve the practice may answer the call, in whichever language.
    void dropLanguageRequirement(QueueEntry entry) {
        change(
                entry.team(),
                transaction -> transaction
                        .waiting(entry.call())
                        .flatMap(current -> current.language()
                                .map(chosen -> current.inLanguage(new LanguagePreference(chosen.language(), false))))
                        .ifPresent(transaction::save));
    }

    /// The place as the store has it now, with the assistant reserved meanwhile by any node.
    Optional<QueueEntry> currentEntry(QueueEntry entry) {
        return store.waiting(entry.call());
    }

    /// Whether the call has a place in any team's book; a store that is away knows of none.
    boolean isQueued(CallId call) {
        try {
            return store.waiting(call).isPresent();
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().addKeyValue("look", "place").setCause(unavailable).log("queue.not-read");
            return false;
        }
    }

    /// Whoever is on call is rung for the call from here on: it keeps its place, and no assistant is offered it. In
    /// one transaction with the look that nobody is reserved for it, so that nobody is joined beside them.
    ///
    /// @return its place, where an assistant is reserved for it already: then nobody on call is to be rung
    Optional<EnqueueResult> suspendAssignment(QueueEntry entry) {
        return inCurrentTeam(entry.call(), entry.team(), transaction -> {
            Optional<QueueEntry> current = transaction.waiting(entry.call());
            current.filter(QueueEntry::isAssignable)
                    .map(assignable -> assignable.withOnCallRinging(true))
                    .ifPresent(transaction::save);
            return current.filter(reservedEntry -> reservedEntry.offeredTo().isPresent())
                    .map(reservedEntry -> new EnqueueResult(reservedEntry, EnqueueResult.Origin.EXISTING));
        });
    }

    /// Nobody on call is being rung for the call any more: it is matched again, where it was.
    void resumeAssignment(CallId call, TeamId homeTeam) {
        inCurrentTeam(call, homeTeam, transaction -> {
            transaction
                    .waiting(call)
                    .map(entry -> entry.withOnCallRinging(false))
                    .ifPresent(transaction::save);
            return homeTeam;
        });
    }

    /// The caller left, or the queue gave up: an assistant reserved meanwhile gets her turn back.
    void leave(CallId call, TeamId homeTeam) {
        waitEstimator.forget(call);
        applyBestEffort(
                "leave",
                () -> inCurrentTeam(call, homeTeam, transaction -> {
                    transaction.waiting(call).ifPresent(entry -> releaseAssistant(transaction, entry));
                    transaction.remove(call);
                    return homeTeam;
                }));
    }

    /// Gives the place of a caller who waits to whoever will be called back.
    ///
    /// @param callback the call that will be
    /// @return nothing where an assistant is reserved already, the call waits no more, or as many are to be called
    ///     back as the practice lets routine callers wait
    public Optional<QueueEntry> bookCallback(CallId call, Practice practice, CallId callback, Instant from) {
        return inCurrentTeam(
                call,
                practice.team(),
                transaction -> transaction
                        .waiting(call)
                        .filter(entry -> entry.offeredTo().isEmpty()
                                && !isLimitReached(transaction, practice, QueueEntry::isCallbackPending))
                        .map(entry -> {
                            QueueEntry callbackEntry = entry.asCallback(callback, from);
                            transaction.remove(call);
                            transaction.save(callbackEntry);
                            return callbackEntry;
                        }));
    }

    /// Whether a place waits for somebody to be called back, by a look without a lock.
    public boolean isCallbackPending(CallId call) {
        return store.waiting(call).filter(QueueEntry::isCallbackPending).isPresent();
    }

    /// Whoever was to be called back now is so later: the assistant gets her turn back.
    public void postponeCallback(QueueEntry reserved, Instant from) {
        change(
                reserved.team(),
                transaction -> transaction
                        .waiting(reserved.call())
                        .filter(QueueEntry::isCallbackPending)
                        .ifPresent(entry -> {
                            releaseAssistant(transaction, entry);
                            transaction.save(entry.asCallback(entry.call(), from));
                        }));
    }

    /// Takes the place of somebody who was to be called back out of the queue.
    ///
    /// @return the turn it had; nothing where nobody is to be called back, or is on the line again
    public Optional<SavedPosition> cancelCallback(CallId callback, TeamId homeTeam) {
        return inCurrentTeam(
                callback,
                homeTeam,
                transaction -> transaction
                        .waiting(callback)
                        .filter(QueueEntry::isCallbackPending)
                        .map(entry -> {
                            releaseAssistant(transaction, entry);
                            transaction.remove(callback);
                            return SavedPosition.of(entry);
                        }));
    }

    private void releaseAssistant(TeamTransaction transaction, QueueEntry entry) {
        entry.offeredTo()
                .flatMap(transaction::presence)
                .ifPresent(presence -> applyEvent(transaction, presence, OFFER_WITHDRAWN));
    }

    void answered(QueueEntry entry, Assistant assistant) {
        waitEstimator.answered(entry.call(), entry.practice(), clock.instant());
        applyBestEffort("answered", entry.team(), transaction -> {
            applyEvent(transaction, assistant, ANSWERED, Function.identity());
            transaction.remove(entry.call());
        });
    }

    void callEnded(QueueEntry entry, Assistant assistant) {
        Instant now = clock.instant();
        Instant wrapUpEnd = now.plus(assistant.wrapUp());
        applyBestEffort("parted", entry.team(), transaction -> {
            transaction
                    .presence(assistant.login())
                    .filter(presence -> presence.state() == AssistantState.IN_CALL)
                    .ifPresent(onCall ->
                            waitEstimator.handled(entry.team(), Duration.between(onCall.since(), wrapUpEnd), now));
            applyEvent(transaction, assistant, CALL_ENDED, presence -> presence.wrappingUpUntil(wrapUpEnd));
        });
    }

    void ringNotAnswered(QueueEntry entry, Assistant assistant, PauseReason reason) {
        applyBestEffort("rang-out", entry.team(), transaction -> {
            applyEvent(transaction, assistant, RING_NO_ANSWER, presence -> presence.pausedFor(reason));
            transaction.waiting(entry.call()).map(QueueEntry::withoutAssistant).ifPresent(transaction::save);
        });
    }

    /// Her telephone was never rung: she keeps her turn, and the caller the place.
    void ringFailed(QueueEntry entry, Assistant assistant) {
        applyBestEffort("not-rung", entry.team(), transaction -> {
            applyEvent(transaction, assistant, OFFER_WITHDRAWN, Function.identity());
            transaction.waiting(entry.call()).map(QueueEntry::withoutAssistant).ifPresent(transaction::save);
        });
    }

    void reservationCancelled(QueueEntry entry, Assistant assistant) {
        waitEstimator.forget(entry.call());
        applyBestEffort("withdrawn", entry.team(), transaction -> {
            applyEvent(transaction, assistant, OFFER_WITHDRAWN, Function.identity());
            transaction.remove(entry.call());
        });
    }

    private void applyEvent(
            TeamTransaction transaction,
            Assistant assistant,
            AssistantEvent event,
            Function<Presence, Presence> adjustment) {
        transaction
                .presence(assistant.login())
                .flatMap(presence -> presence.on(event, clock.instant()))
                .map(adjustment)
                .ifPresent(transaction::save);
    }

    private void applyEvent(TeamTransaction transaction, Presence presence, AssistantEvent event) {
        presence.on(event, clock.instant()).ifPresent(transaction::save);
    }

    /// A change that follows what has happened on the line already. The store being away must not end a
    /// conversation: the upkeep mends the assistant's state when the store is back.
    private void applyBestEffort(String what, TeamId team, Consumer<TeamTransaction> work) {
        applyBestEffort(what, () -> change(team, work));
    }

    private static void applyBestEffort(String what, Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().addKeyValue("change", what).setCause(unavailable).log("queue.not-saved");
        }
    }

    private void change(TeamId team, Consumer<TeamTransaction> work) {
        inTeam(team, transaction -> {
            work.accept(transaction);
            return team;
        });
    }

    private <T> T inTeam(TeamId team, Function<TeamTransaction, T> work) {
        record Done<R>(R result, List<QueueEntry> offered, Set<TeamId> homes) {}
        Done<T> done = store.inTeam(
                team,
                transaction -> new Done<>(
                        work.apply(transaction), matcher.match(transaction), returnToHomeTeams(transaction)));
        done.offered().forEach(this::notifyReserved);
        done.homes().forEach(this::match); // Somebody may have become ready there meanwhile.
        return done.result();
    }

    private void notifyReserved(QueueEntry reserved) {
        if (reserved.isCallbackPending()) {
            callbackListener.accept(reserved);
        } else {
            signals.send(reserved.call(), new WaiterSignals.Signal.AssistantReserved(reserved));
        }
    }

    /// Gives the calls that another team has lent, and nobody here may answer now, back to it.
    private static Set<TeamId> returnToHomeTeams(TeamTransaction transaction) {
        Set<TeamId> homeTeams = new LinkedHashSet<>();
        for (QueueEntry entry : transaction.waiting()) {
            entry.homeTeamToReturnTo().ifPresent(homeTeam -> {
                transaction.handOver(entry.movedTo(homeTeam));
                homeTeams.add(homeTeam);
            });
        }
        return homeTeams;
    }
}
