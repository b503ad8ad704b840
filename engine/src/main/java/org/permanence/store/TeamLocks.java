package org.permanence.store;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.permanence.practice.TeamId;
import org.permanence.queue.StoreException;

/// Lines up this node's threads before the lock of their team's row. That lock alone would be right, but each
/// thread that waits for it holds a connection: one busy team would take the whole pool, and every other team would
/// wait too.
final class TeamLocks {

    private final ConcurrentMap<TeamId, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Duration limit;

    TeamLocks(Duration limit) {
        this.limit = limit;
    }

    <T> T inTurn(TeamId team, Supplier<T> work) {
        ReentrantLock lock = locks.computeIfAbsent(team, _ -> new ReentrantLock(true));
        take(lock);
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void take(ReentrantLock lock) {
        try {
            if (!lock.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException("queue: the team is busy", new TimeoutException());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException("queue: interrupted before the team's lock", interrupted);
        }
    }
}
