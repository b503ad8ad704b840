package org.permanence.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.TeamId;

/// The queue entries of callers who have hung up and will be called back. Thread-safe.
public final class CallbackPlaces {

    private final TeamQueue queue;
    private final CallLocator locator;
    private final InstantSource clock;

    public CallbackPlaces(TeamQueue queue, InstantSource clock) {
        this.queue = queue;
        this.locator = new CallLocator(queue);
        this.clock = clock;
    }

    /// Turns the entry of a waiting caller into the entry of a callback.
    ///
    /// @param callback the id of the call that will be made
    /// @param from when it may be made at the earliest
    /// @return empty if the call no longer waits, an assistant is reserved for it, or the practice has as many
    ///     pending callbacks as its queue's limit
    public Optional<QueueEntry> book(CallId call, Practice practice, CallId callback, Instant from) {
        return locator.inCurrentTeam(
                call,
                practice.team(),
                transaction -> transaction
                        .waiting(call)
                        .filter(entry -> entry.isAssignable()
                                && !Admission.isLimitReached(transaction, practice, QueueEntry::isCallbackPending))
                        .map(entry -> {
                            QueueEntry callbackEntry = entry.asCallback(callback, from);
                            transaction.remove(call);
                            transaction.save(callbackEntry);
                            return callbackEntry;
                        }));
    }

    /// Lets the call's caller share a pending callback, which gets the better of the two positions. The call leaves
    /// the queue.
    ///
    /// @param from the callback is not made before this time, unless an assistant is reserved for it already
    /// @return false if the callback is no longer pending, the call no longer waits, an assistant is reserved for
    ///     the call, or different teams have the two
    public boolean join(CallId call, Practice practice, CallId callback, Instant from) {
        return locator.inCurrentTeam(callback, practice.team(), transaction -> {
            Optional<QueueEntry> pending = transaction.waiting(callback).filter(QueueEntry::isCallbackPending);
            Optional<QueueEntry> caller = transaction.waiting(call).filter(QueueEntry::isAssignable);
            if (pending.isEmpty() || caller.isEmpty()) {
                return false;
            }
            QueueEntry joined = pending.get().withBetterPosition(caller.get().position());
            boolean isDueBefore = joined.isAssignable()
                    && joined.callbackFrom().filter(from::isAfter).isPresent();
            transaction.remove(call);
            transaction.save(isDueBefore ? joined.asCallback(callback, from) : joined);
            return true;
        });
    }

    /// The position of a pending callback, read without a lock; empty if no such callback is pending.
    public Optional<SavedPosition> position(CallId callback) {
        return queue.store()
                .waiting(callback)
                .filter(QueueEntry::isCallbackPending)
                .map(QueueEntry::position);
    }

    /// Whether the queue has this callback, read without a lock.
    public boolean isPending(CallId callback) {
        return queue.store()
                .waiting(callback)
                .filter(QueueEntry::isCallbackPending)
                .isPresent();
    }

    /// Moves a pending callback to a later time and releases the reserved assistant.
    public void postpone(QueueEntry reserved, Instant from) {
        queue.change(
                reserved.team(),
                transaction -> transaction
                        .waiting(reserved.call())
                        .filter(QueueEntry::isCallbackPending)
                        .ifPresent(entry -> {
                            ReservationChanges.release(transaction, entry, clock.instant());
                            transaction.save(entry.asCallback(entry.call(), from));
                        }));
    }

    /// Removes a pending callback from the queue and releases the reserved assistant.
    ///
    /// @return its position; empty if no such callback is pending, or its caller is on the line again
    public Optional<SavedPosition> cancel(CallId callback, TeamId homeTeam) {
        return locator.inCurrentTeam(
                callback,
                homeTeam,
                transaction -> transaction
                        .waiting(callback)
                        .filter(QueueEntry::isCallbackPending)
                        .map(entry -> {
                            ReservationChanges.release(transaction, entry, clock.instant());
                            transaction.remove(callback);
                            return entry.position();
                        }));
    }
}
