package org.permanence.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;
import org.permanence.waittime.WaitEstimator;

/// How a call enters the queue, stays in it and leaves it. Thread-safe.
final class Admission {

    private final TeamQueue queue;
    private final CallLocator locator;
    private final WaitEstimator waitEstimator;
    private final InstantSource clock;

    Admission(TeamQueue queue, WaitEstimator waitEstimator, InstantSource clock) {
        this.queue = queue;
        this.locator = new CallLocator(queue);
        this.waitEstimator = waitEstimator;
        this.clock = clock;
    }

    /// Adds the call to the queue, or finds its entry in any team.
    ///
    /// @param memory what is known of the caller's earlier calls
    /// @return empty if the practice's queue is full and the call is routine
    Optional<EnqueueResult> enqueue(Call call, Practice practice, Urgency urgency, CallerMemory memory) {
        QueueEntry fresh = freshEntry(call, practice, urgency, memory);
        boolean mayBeInOtherTeam =
                call.isResumed() || practice.queue().overflow().isPresent();
        Optional<EnqueueResult> result = mayBeInOtherTeam
                ? locator.inCurrentTeam(
                        call.id(),
                        practice.team(),
                        transaction -> addToQueue(transaction, fresh, practice, memory.savedPosition()))
                : queue.inTeam(
                        practice.team(),
                        transaction -> addToQueue(transaction, fresh, practice, memory.savedPosition()));
        result.filter(enqueued -> enqueued.origin() == EnqueueResult.Origin.NEW)
                .ifPresent(enqueued -> waitEstimator.arrived(enqueued.entry().team(), urgency, clock.instant()));
        return result;
    }

    private QueueEntry freshEntry(Call call, Practice practice, Urgency urgency, CallerMemory memory) {
        var arrival = QueueEntry.arriving(call.id(), practice.id(), practice.team(), urgency, clock.instant());
        QueueEntry inLanguage = practice.languages()
                .chosen()
                .map(language -> arrival.inLanguage(new LanguagePreference(language, true)))
                .orElse(arrival);
        return memory.lastAssistant().map(inLanguage::withLastAssistant).orElse(inLanguage);
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
                ? fresh.withFairArrival(rules.fairness(), transaction.waiting())
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
                .or(() -> CallLocator.presenceInCall(transaction, fresh.call())
                        .map(presence -> new EnqueueResult(
                                fresh.movedTo(presence.team()).reservedFor(presence.login()),
                                EnqueueResult.Origin.ALREADY_ANSWERED)));
    }

    private static QueueEntry markOnLine(TeamTransaction transaction, QueueEntry entry, Instant now) {
        Optional<QueueEntry> onLine = entry.withCallbackAnswered(now);
        onLine.ifPresent(transaction::save);
        return onLine.orElse(entry);
    }

    private static boolean isFull(TeamTransaction transaction, Practice practice) {
        return isLimitReached(
                transaction, practice, entry -> entry.urgency() == Urgency.ROUTINE && !entry.isCallbackPending());
    }

    /// Whether the counted entries of the practice have reached the limit of its queue.
    static boolean isLimitReached(TeamTransaction transaction, Practice practice, Predicate<QueueEntry> counted) {
        long count = transaction.waiting().stream()
                .filter(entry -> entry.practice().equals(practice.id()))
                .filter(counted)
                .count();
        return count >= practice.queue().limit();
    }

    /// From here on, any assistant who may serve the practice may answer the call, in any language.
    void dropLanguageRequirement(QueueEntry entry) {
        queue.change(
                entry.team(),
                transaction -> transaction
                        .waiting(entry.call())
                        .flatMap(current -> current.language()
                                .map(chosen -> current.inLanguage(new LanguagePreference(chosen.language(), false))))
                        .ifPresent(transaction::save));
    }

    /// The on-call lines are rung for the call from here on. The call keeps its place, and no assistant is reserved
    /// for it. One transaction checks and marks it: a reserved assistant and the on-call lines never ring together.
    ///
    /// @param answers whether a reserved assistant will answer; any other is released
    /// @return the entry if such an assistant is reserved: then no on-call line must be rung
    Optional<EnqueueResult> suspendAssignment(CallId call, TeamId homeTeam, Predicate<Login> answers) {
        return endAssignment(call, homeTeam, answers, new QueueEntryEvent.OnCallRingStarted());
    }

    /// The caller's wait is over, and the caller goes to the fallback lines. One transaction checks and marks it:
    /// either an assistant is reserved for the caller, or the caller goes, never both.
    ///
    /// @param answers whether a reserved assistant will answer; any other is released
    /// @return the entry if such an assistant is reserved: then the wait is not over
    Optional<EnqueueResult> endWait(CallId call, TeamId homeTeam, Predicate<Login> answers) {
        return endAssignment(call, homeTeam, answers, new QueueEntryEvent.WaitEnded());
    }

    private Optional<EnqueueResult> endAssignment(
            CallId call, TeamId homeTeam, Predicate<Login> answers, QueueEntryEvent event) {
        return locator.inCurrentTeam(call, homeTeam, transaction -> {
            Optional<QueueEntry> current = transaction.waiting(call);
            if (current.flatMap(QueueEntry::reservedAssistant).filter(answers).isPresent()) {
                return current.map(reserved -> new EnqueueResult(reserved, EnqueueResult.Origin.EXISTING));
            }
            current.ifPresent(entry -> {
                ReservationChanges.release(transaction, entry, clock.instant());
                entry.withoutAssistant().on(event).ifPresent(transaction::save);
            });
            return Optional.empty();
        });
    }

    /// The on-call lines no longer ring for the call: assistants may be reserved for it again.
    void resumeAssignment(CallId call, TeamId homeTeam) {
        locator.inCurrentTeam(call, homeTeam, transaction -> {
            transaction
                    .waiting(call)
                    .flatMap(entry -> entry.on(new QueueEntryEvent.OnCallRingEnded()))
                    .ifPresent(transaction::save);
            return homeTeam;
        });
    }

    /// The caller hung up, or the wait is over. A reserved assistant is released.
    void leave(CallId call, TeamId homeTeam) {
        waitEstimator.forget(call);
        TeamQueue.bestEffort(
                "leave",
                () -> locator.inCurrentTeam(call, homeTeam, transaction -> {
                    transaction
                            .waiting(call)
                            .ifPresent(entry -> ReservationChanges.release(transaction, entry, clock.instant()));
                    transaction.remove(call);
                    return homeTeam;
                }));
    }
}
