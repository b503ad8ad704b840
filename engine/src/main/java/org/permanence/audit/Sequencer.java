package org.permanence.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.verify.Hash;
import org.permanence.verify.LogPosition;
import org.permanence.verify.SignedNote;
import org.permanence.verify.TreeHasher;

/// Gives each entry its place, and keeps the last of them in memory for the sinks to write. Whoever looks adds,
/// each sink
/// takes what it has not got yet, and neither waits for the other. One lock, held for a microsecond.
final class Sequencer {

    /// What a sink has to write next.
    sealed interface Work {
        record WriteEntries(List<SequencedEntry> entries) implements Work {}

        record WriteCheckpoint(NumberedCheckpoint checkpoint) implements Work {}

        /// The sink is so far behind that the other one's files have to be read.
        record CatchUp(long durable) implements Work {}

        record Stop() implements Work {}
    }

    /// A checkpoint on its way to the sinks.
    record NumberedCheckpoint(long number, long size, SignedNote note) {}

    /// What a checkpoint is made of.
    record TreeHead(long size, Hash root, Hash last, String time) {}

    private record LateNote(AuditRequest request, OptionalLong answers, Optional<Outcome> outcome, Instant time) {}

    private static final int CHECKPOINT_INTERVAL = 1_000;
    private static final int MAX_BATCH = 2_000;
    private static final int MAX_CHECKPOINTS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final Condition replicasChanged = lock.newCondition();
    private final TreeHasher hasher = new TreeHasher();
    private final InstantSource clock;
    private final AuditSettings settings;
    private final Runnable onCheckpointDue;
    private final @Nullable SequencedEntry[] buffer;
    private final LogPosition position;
    private final NavigableMap<Long, NumberedCheckpoint> checkpoints = new TreeMap<>();
    private final ArrayDeque<LateNote> lateNotes = new ArrayDeque<>();
    private long oldestBuffered;
    private long durableSize;
    private int replicasUp;
    private long lostNotes;
    private boolean closing;

    Sequencer(
            LogPosition position,
            Collection<NumberedCheckpoint> existing,
            AuditSettings settings,
            InstantSource clock,
            Runnable onCheckpointDue) {
        this.onCheckpointDue = onCheckpointDue;
        this.position = position;
        this.oldestBuffered = position.size();
        this.durableSize = position.size();
        existing.forEach(checkpoint -> this.checkpoints.put(checkpoint.number(), checkpoint));
        this.settings = settings;
        this.clock = clock;
        this.buffer = new SequencedEntry[settings.maxPending()];
    }

    /// Takes an entry that somebody waits for, or refuses it at once where no sink is likely to.
    SequencedEntry append(UnsequencedEntry entry) {
        lock.lock();
        try {
            if (!canAccept()) {
                throw new AuditException(
                        "audit log: " + replicasUp + " sinks take entries, " + (position.size() - durableSize)
                                + " wait (expected: one, and fewer than " + buffer.length + ")");
            }
            return sequence(entry);
        } finally {
            lock.unlock();
        }
    }

    /// Takes an entry that nobody waits for: what was done, or how what an entry speaks of has ended.
    void note(AuditRequest request, OptionalLong answers, Optional<Outcome> outcome) {
        lock.lock();
        try {
            if (lateNotes.isEmpty() && canAccept()) {
                sequence(UnsequencedEntry.of(request, answers, outcome, Optional.empty()));
            } else if (lateNotes.size() < settings.maxLateNotes()) {
                lateNotes.add(new LateNote(request, answers, outcome, clock.instant()));
            } else {
                lostNotes++;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean canAccept() {
        return replicasUp > 0 && !closing && position.size() - durableSize < buffer.length;
    }

    private SequencedEntry sequence(UnsequencedEntry entry) {
        long number = position.size();
        String now = UnsequencedEntry.formatTime(clock.instant());
        String time = now.compareTo(position.time()) < 0 ? position.time() : now; // A clock set back is not history.
        byte[] json = entry.toJson(position.last(), position.count(entry.series()) + 1, number, time);
        var sequenced = new SequencedEntry(number, entry.series(), time, json, hasher.leaf(json));
        position.append(entry.series(), sequenced.leaf, time);
        buffer[(int) (number % buffer.length)] = sequenced;
        oldestBuffered = Math.max(oldestBuffered, number + 1 - buffer.length);
        appended.signalAll();
        if ((number + 1) % CHECKPOINT_INTERVAL == 0) {
            onCheckpointDue.run();
        }
        return sequenced;
    }

    /// Waits for what comes after the sink's entries and checkpoints.
    Work next(long entries, long nextCheckpoint) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                var checkpoint = checkpoints.ceilingEntry(nextCheckpoint);
                if (checkpoint != null && checkpoint.getValue().size() <= entries) {
                    return new Work.WriteCheckpoint(checkpoint.getValue());
                }
                if (entries < oldestBuffered) {
                    return new Work.CatchUp(durableSize);
                }
                if (entries < position.size()) {
                    return new Work.WriteEntries(pending(entries));
                }
                if (closing) {
                    return new Work.Stop();
                }
                appended.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<SequencedEntry> pending(long from) {
        long to = Math.min(position.size(), from + MAX_BATCH);
        var entries = new ArrayList<SequencedEntry>((int) (to - from));
        for (long number = from; number < to; number++) {
            SequencedEntry sequenced = buffer[(int) (number % buffer.length)];
            if (sequenced != null) {
                entries.add(sequenced);
            }
        }
        return entries;
    }

    /// A sink has this many entries on its disk.
    void durableSize(long entries) {
        lock.lock();
        try {
            durableSize = Math.max(durableSize, entries);
            while (!lateNotes.isEmpty() && canAccept()) {
                LateNote waiting = lateNotes.remove();
                sequence(UnsequencedEntry.of(
                        waiting.request(), waiting.answers(), waiting.outcome(), Optional.of(waiting.time())));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whoever waits for one of the first `entries` has waited long enough.
    ///
    /// @return how many there are by now
    long expireWaiters(long entries) {
        lock.lock();
        try {
            for (long number = Math.max(durableSize, oldestBuffered);
                    number < Math.min(entries, position.size());
                    number++) {
                SequencedEntry sequenced = buffer[(int) (number % buffer.length)];
                if (sequenced != null) {
                    sequenced.markTimedOut();
                }
            }
            return position.size();
        } finally {
            lock.unlock();
        }
    }

    /// A sink has come up, or gone.
    void replicaChanged(int change, long entries) {
        lock.lock();
        try {
            replicasUp += change;
            replicasChanged.signalAll();
        } finally {
            lock.unlock();
        }
        durableSize(entries);
    }

    /// A sink that failed waits before it is tried again; not for long once the log is closing.
    ///
    /// @return whether to try again
    boolean awaitRetry() throws InterruptedException {
        lock.lock();
        try {
            long remaining = settings.retryInterval().toNanos();
            while (remaining > 0 && !closing) {
                remaining = appended.awaitNanos(remaining);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a sink takes entries, or not: the log is there either way, and says no to whoever looks.
    void awaitReplica(Duration timeout) {
        lock.lock();
        try {
            long remaining = timeout.toNanos();
            while (replicasUp == 0 && remaining > 0) {
                remaining = replicasChanged.awaitNanos(remaining);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Whoever starts the house is in a hurry.
        } finally {
            lock.unlock();
        }
    }

    TreeHead head() {
        lock.lock();
        try {
            String now = UnsequencedEntry.formatTime(clock.instant());
            String time = now.compareTo(position.time()) < 0 ? position.time() : now;
            return new TreeHead(position.size(), position.root(), position.last(), time);
        } finally {
            lock.unlock();
        }
    }

    void publish(NumberedCheckpoint checkpoint) {
        lock.lock();
        try {
            checkpoints.put(checkpoint.number(), checkpoint);
            if (checkpoints.size() > MAX_CHECKPOINTS) {
                checkpoints.pollFirstEntry();
            }
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Three figures for operations, taken together.
    AuditLog.State state() {
        lock.lock();
        try {
            return new AuditLog.State(position.size(), durableSize, replicasUp, lateNotes.size(), lostNotes);
        } finally {
            lock.unlock();
        }
    }
}
