package org.permanence.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.permanence.practice.TeamId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamTransaction;

/// Queues this node's threads in front of the lock of their team's row. The row lock alone would be correct, but
/// each thread that waits for it holds a connection: one busy team would take the whole pool from all other teams.
///
/// The thread that has the lock runs the tasks of all waiting threads in one transaction. A commit waits for the
/// disk: of a hundred callers who arrive at once, the last would otherwise wait for a hundred commits.
final class GroupCommit {

    /// The most tasks in one transaction: each waits for all of them.
    private static final int MAX_BATCH_SIZE = 16;

    private record TaskQueue(ReentrantLock lock, Queue<TeamTask<?>> pending) {

        List<TeamTask<?>> nextBatch() {
            List<TeamTask<?>> batch = new ArrayList<>();
            while (batch.size() < MAX_BATCH_SIZE && pending.peek() != null) {
                batch.add(pending.remove());
            }
            return batch;
        }
    }

    private final ConcurrentMap<TeamId, TaskQueue> queues = new ConcurrentHashMap<>();
    private final Duration maxWait;
    private final BiConsumer<TeamId, List<TeamTask<?>>> transaction;

    /// @param maxWait how long a thread waits for the lock
    /// @param transaction runs the tasks of one team and commits; called by one thread per team at a time
    GroupCommit(Duration maxWait, BiConsumer<TeamId, List<TeamTask<?>>> transaction) {
        this.maxWait = maxWait;
        this.transaction = transaction;
    }

    /// Returns when the work is committed, by this thread or another.
    <T> T execute(TeamId team, Function<TeamTransaction, T> work) {
        TaskQueue queue = queues.computeIfAbsent(
                team, _ -> new TaskQueue(new ReentrantLock(true), new ConcurrentLinkedQueue<>()));
        var task = new TeamTask<>(work);
        queue.pending().add(task);
        acquireLock(queue, task);
        try {
            while (!task.isDone()) {
                runBatch(team, queue.nextBatch());
            }
            return task.outcome();
        } finally {
            queue.lock().unlock();
        }
    }

    private void runBatch(TeamId team, List<TeamTask<?>> tasks) {
        try {
            transaction.accept(team, tasks);
        } catch (RuntimeException | Error failed) {
            tasks.forEach(task -> task.fail(failed));
        }
    }

    private void acquireLock(TaskQueue queue, TeamTask<?> task) {
        try {
            // A task that is no longer pending is being run: wait for its outcome, which must be known.
            boolean locked = tryLock(queue) || (!queue.pending().remove(task) && tryLock(queue));
            if (!locked) {
                throw new StoreUnavailableException(
                        "queue: the team's lock was not free in time", new TimeoutException());
            }
        } catch (InterruptedException interrupted) {
            queue.pending().remove(task);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("queue: interrupted while waiting for the team's lock", interrupted);
        }
    }

    private boolean tryLock(TaskQueue queue) throws InterruptedException {
        return queue.lock().tryLock(maxWait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
