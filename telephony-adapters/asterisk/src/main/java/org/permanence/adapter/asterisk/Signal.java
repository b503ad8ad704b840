package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What happens to one call, and who waits for it. Whoever changes or reads what belongs to the call does so in
/// here.
final class Signal {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Signal(InstantSource clock) {
        this.clock = clock;
    }

    void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    <T> T read(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until `what` holds, for at most `limit`.
    ///
    /// @return whether it holds
    boolean await(BooleanSupplier what, Duration limit) {
        Instant end = clock.instant().plus(limit);
        lock.lock();
        try {
            Duration left = limit;
            while (!what.getAsBoolean() && left.isPositive()) {
                var _ = changed.await(left.toNanos(), TimeUnit.NANOSECONDS);
                left = Duration.between(clock.instant(), end);
            }
            return what.getAsBoolean();
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until `what` holds, however long.
    void await(BooleanSupplier what) {
        lock.lock();
        try {
            while (!what.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// Only the end of the house interrupts a call's thread; the dialplan goes on with the caller.
    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("call: interrupted (expected: until the house ends)");
    }
}
