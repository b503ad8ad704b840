package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The lock of one call's state, and the condition that its thread waits for. All state of a call is read and
/// changed through it.
final class GuardedState {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    GuardedState(InstantSource clock) {
        this.clock = clock;
    }

    void change(Runnable update) {
        lock.lock();
        try {
            update.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    <T> T read(Supplier<T> reader) {
        lock.lock();
        try {
            return reader.get();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until `condition` holds, for at most `limit`.
    ///
    /// @return whether it holds
    boolean await(BooleanSupplier condition, Duration limit) {
        Instant end = clock.instant().plus(limit);
        lock.lock();
        try {
            Duration remaining = limit;
            while (!condition.getAsBoolean() && remaining.isPositive()) {
                var _ = changed.await(remaining.toNanos(), TimeUnit.NANOSECONDS);
                remaining = Duration.between(clock.instant(), end);
            }
            return condition.getAsBoolean();
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until `condition` holds, without a limit.
    void await(BooleanSupplier condition) {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// Only the end of the engine interrupts a call's thread; the dialplan then continues with the caller.
    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("call: interrupted (expected: only when the engine stops)");
    }
}
