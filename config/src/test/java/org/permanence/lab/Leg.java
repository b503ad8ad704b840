package org.permanence.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One leg of a call: which milestones it has reached, and when. A reached milestone stays reached.
final class Leg {

    enum Milestone {
        STARTED,
        RINGING,
        CONNECTED,
        REJECTED,
        ENDED
    }

    private final String call;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Milestone, Instant> milestones = new EnumMap<>(Milestone.class);
    private int rejectionStatus;

    Leg(String call, InstantSource clock) {
        this.call = call;
        this.clock = clock;
        markReached(Milestone.STARTED);
    }

    String call() {
        return call;
    }

    void markReached(Milestone milestone) {
        lock.lock();
        try {
            milestones.putIfAbsent(milestone, clock.instant());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void reject(int status) {
        lock.lock();
        try {
            rejectionStatus = status;
            markReached(Milestone.REJECTED);
            markReached(Milestone.ENDED);
        } finally {
            lock.unlock();
        }
    }

    Optional<Instant> reachedAt(Milestone milestone) {
        lock.lock();
        try {
            return Optional.ofNullable(milestones.get(milestone));
        } finally {
            lock.unlock();
        }
    }

    boolean hasReached(Milestone milestone) {
        return reachedAt(milestone).isPresent();
    }

    /// The SIP status of the rejection; 0 if the call was not rejected.
    int rejectionStatus() {
        lock.lock();
        try {
            return rejectionStatus;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the milestone; returns at once if the call ends before.
    boolean reaches(Milestone milestone, Duration within) {
        lock.lock();
        try {
            long nanos = within.toNanos();
            while (!milestones.containsKey(milestone) && !milestones.containsKey(Milestone.ENDED) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return milestones.containsKey(milestone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("call: waiting interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
