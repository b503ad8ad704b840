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
import org.permanence.verify.TreeHasher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each entry its place in the log and keeps the latest entries in memory for the replicas. Callers append,
/// each replica's writer takes what its replica lacks, and neither waits for the other. One lock, held for about a
/// microsecond.
final class Sequencer {

    /// What a replica's writer has to do next.
    sealed interface Work {
        record WriteEntries(List<SequencedEntry> entries) implements Work {}

        record WriteCheckpoint(NumberedCheckpoint checkpoint) implements Work {}

        /// The replica lacks entries that are no longer in memory: read them from another replica's files.
        record CatchUp(long durable) implements Work {}

        record Stop() implements Work {}
    }

    /// What a checkpoint states.
    record TreeHead(long size, Hash root, Hash last, String time) {}

    private record PendingNote(
            AuditRequest request, OptionalLong completes, Optional<Outcome> outcome, Instant occurred) {}

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
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
    private final ArrayDeque<PendingNote> pendingNotes = new ArrayDeque<>();
    private long oldestBuffered;
    private long durableSize;
    private int replicasUp;
    private long failures;
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

    /// Appends an entry for which a caller waits.
    ///
    /// @throws AuditException at once, if no replica accepts entries or too many wait
    SequencedEntry append(UnsequencedEntry entry) {
        lock.lock();
        try {
            if (!canAccept()) {
                throw new AuditException(
                        "audit log: " + replicasUp + " replicas accept entries, " + (position.size() - durableSize)
                                + " entries wait (expected: at least one replica, fewer than " + buffer.length
                                + " entries)");
            }
            return sequence(entry);
        } finally {
            lock.unlock();
        }
    }

    /// Appends an entry for which no caller waits: an action that is done, or the outcome of an earlier entry.
    /// Keeps it for later if no replica accepts entries; drops and counts it beyond the limit.
    void note(AuditRequest request, OptionalLong completes, Optional<Outcome> outcome) {
        lock.lock();
        try {
            if (pendingNotes.isEmpty() && canAccept()) {
                sequence(UnsequencedEntry.of(request, completes, outcome, Optional.empty()));
            } else if (pendingNotes.size() < settings.maxPendingNotes()) {
                pendingNotes.add(new PendingNote(request, completes, outcome, clock.instant()));
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
        String time = now.compareTo(position.time()) < 0 ? position.time() : now; // The clock may have been set back.
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

    /// Waits for work for a replica that has the first `entries` entries.
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

    /// Called when a replica has the first `entries` entries on its disk.
    void onDurable(long entries) {
        lock.lock();
        try {
            durableSize = Math.max(durableSize, entries);
            while (!pendingNotes.isEmpty() && canAccept()) {
                PendingNote waiting = pendingNotes.remove();
                sequence(UnsequencedEntry.of(
                        waiting.request(), waiting.completes(), waiting.outcome(), Optional.of(waiting.occurred())));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends the wait for each of the first `entries` entries that is not durable yet.
    ///
    /// @return how many entries the log has now
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

    /// Called when a replica with the first `entries` entries starts to accept entries (+1) or stops (-1).
    void replicaChanged(int change, long entries) {
        lock.lock();
        try {
            replicasUp += change;
            replicasChanged.signalAll();
            reportAvailability(change);
        } finally {
            lock.unlock();
        }
        onDurable(entries);
    }

    /// Called when a replica fails, once for each time that it had accepted entries or was opened.
    void replicaFailed() {
        lock.lock();
        try {
            failures++;
        } finally {
            lock.unlock();
        }
    }

    private void reportAvailability(int change) {
        if (replicasUp == 0 && !closing) {
            LOG.atError()
                    .addKeyValue(
                            "expected",
                            "a directory of the audit log that can be written; until then every access is refused")
                    .log("audit.unavailable");
        } else if (replicasUp == 1 && change > 0) {
            LOG.atInfo().log("audit.available");
        }
    }

    /// Waits for the retry interval, or until the log closes.
    ///
    /// @return false if the log closes: do not retry
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

    /// Waits until a replica accepts entries, for the timeout at most. Without one the log still opens and refuses
    /// every access.
    void awaitReplica(Duration timeout) {
        lock.lock();
        try {
            long remaining = timeout.toNanos();
            while (replicasUp == 0 && remaining > 0) {
                remaining = replicasChanged.awaitNanos(remaining);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The engine's start was cancelled.
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

    /// The checkpoint with this number; empty if it is no longer in memory.
    Optional<NumberedCheckpoint> checkpoint(long number) {
        lock.lock();
        try {
            return Optional.ofNullable(checkpoints.get(number));
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

    /// @param replicas that the log should have
    AuditLogState state(int replicas) {
        lock.lock();
        try {
            return new AuditLogState(
                    position.size(), durableSize, replicas, replicasUp, failures, pendingNotes.size(), lostNotes);
        } finally {
            lock.unlock();
        }
    }
}
