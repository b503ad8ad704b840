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

/// Lines up this node's threads before the lock of their team's row. That lock alone would be right, but each
/// thread that waits for it holds a connection: one busy team would take the whole pool, and every other team would
/// wait too.
///
/// Whoever's turn it is does the work of all who wait, in one transaction: a commit waits for the disk, and of a
/// hundred callers who come at once the last would wait for a hundred of them.
final class TeamTurns {

    /// So many share a transaction at most: each waits for all of it.
    private static final int TOGETHER = 16;

    private record Line(ReentrantLock turn, Queue<TeamWork<?>> waiting) {

        List<TeamWork<?>> next() {
            List<TeamWork<?>> works = new ArrayList<>();
            while (works.size() < TOGETHER && waiting.peek() != null) {
                works.add(waiting.remove());
            }
            return works;
        }
    }

    private final ConcurrentMap<TeamId, Line> lines = new ConcurrentHashMap<>();
    private final Duration limit;
    private final BiConsumer<TeamId, List<TeamWork<?>>> transaction;

    /// @param limit how long a thread waits for its turn
    /// @param transaction does pieces of work of one team, and commits; it is called by one thread a team at a time
    TeamTurns(Duration limit, BiConsumer<TeamId, List<TeamWork<?>>> transaction) {
        this.limit = limit;
        this.transaction = transaction;
    }

    /// Returns once the work is committed, by this thread or another.
    <T> T inTurn(TeamId team, Function<TeamTransaction, T> work) {
        Line line = lines.computeIfAbsent(team, _ -> new Line(new ReentrantLock(true), new ConcurrentLinkedQueue<>()));
        var mine = new TeamWork<>(work);
        line.waiting().add(mine);
        take(line, mine);
        try {
            while (!mine.isDone()) {
                together(team, line.next());
            }
            return mine.outcome();
        } finally {
            line.turn().unlock();
        }
    }

    private void together(TeamId team, List<TeamWork<?>> works) {
        try {
            transaction.accept(team, works);
        } catch (RuntimeException | Error failed) {
            works.forEach(work -> work.fails(failed));
        }
    }

    private void take(Line line, TeamWork<?> mine) {
        try {
            // Work that is no longer in the line is being done: its end is near, and its outcome must be known.
            boolean taken = tryToTake(line) || (!line.waiting().remove(mine) && tryToTake(line));
            if (!taken) {
                throw new StoreUnavailableException("queue: the team is busy", new TimeoutException());
            }
        } catch (InterruptedException interrupted) {
            line.waiting().remove(mine);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("queue: interrupted before the team's lock", interrupted);
        }
    }

    private boolean tryToTake(Line line) throws InterruptedException {
        return line.turn().tryLock(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
