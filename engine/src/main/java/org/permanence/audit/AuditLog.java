package org.permanence.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit log: one history, written to one or two replicas at once. Thread-safe.
///
/// [#open] waits until one replica has the entry on its disk; one fdatasync serves all callers that wait at that
/// moment. Threads: one for each replica ([LogReplicaWriter]), one that signs ([CheckpointPublisher]), and one that
/// enforces the time limit of waiting callers. `docs/audit-log.md` has the format of the files and what each
/// failure does.
public final class AuditLog implements AuditGate, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int TIMEOUT_STEPS = 5;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Sequencer sequencer;
    private final List<LogReplicaWriter> writers;
    private final AuditSettings settings;
    private final CheckpointPublisher checkpoints;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private AuditLog(
            Sequencer sequencer,
            List<LogReplicaWriter> writers,
            AuditSettings settings,
            CheckpointPublisher checkpoints) {
        this.sequencer = sequencer;
        this.writers = writers;
        this.settings = settings;
        this.checkpoints = checkpoints;
    }

    /// Opens the log and continues where it ended.
    ///
    /// @param replicas one or two; one that is behind catches up from the other
    /// @throws AuditException if a replica cannot be read or is damaged: damage is never repaired silently
    public static AuditLog open(
            AuditSettings settings, List<? extends LogReplica> replicas, CheckpointSigner signer, InstantSource clock) {
        List<LogRecovery> recoveries = recover(replicas, signer);
        List<Long> nextCheckpoints = new ArrayList<>();
        for (LogRecovery recovery : recoveries) {
            var current = recovery.checkpoints(Long.MAX_VALUE);
            nextCheckpoints.add(current.isEmpty() ? 0 : current.lastKey() + 1);
        }
        long firstNeeded =
                nextCheckpoints.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        var checkpoints = new TreeMap<Long, NumberedCheckpoint>();
        recoveries.forEach(recovery -> checkpoints.putAll(recovery.checkpoints(firstNeeded)));
        BlockingQueue<Boolean> checkpointDue = new ArrayBlockingQueue<>(1);
        var sequencer = new Sequencer(
                longest(recoveries).copy(), checkpoints.values(), settings, clock, () -> checkpointDue.offer(true));
        List<LogReplicaWriter> writers = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            LogReplica current = replicas.get(i);
            List<LogReplica> others = new ArrayList<>(replicas);
            others.remove(current);
            var recovered = new LogReplicaWriter.RecoveredReplica(
                    current, recoveries.get(i).position(), nextCheckpoints.get(i));
            writers.add(new LogReplicaWriter(i, recovered, new CatchUpSource(others), sequencer, settings));
        }
        var latest = Optional.ofNullable(checkpoints.lastEntry()).map(Map.Entry::getValue);
        var publisher = new CheckpointPublisher(sequencer, signer, settings.origin(), checkpointDue, latest);
        var log = new AuditLog(sequencer, writers, settings, publisher);
        log.start();
        log.checkpoint(); // For entries that an engine wrote and did not sign before it died.
        return log;
    }

    /// How many entries the log has, without opening it.
    ///
    /// @throws AuditException if a replica cannot be read or is damaged
    public static long countEntries(List<? extends LogReplica> replicas, CheckpointSigner signer) {
        return longest(recover(replicas, signer)).size();
    }

    private static List<LogRecovery> recover(List<? extends LogReplica> replicas, CheckpointSigner signer) {
        List<LogRecovery> recoveries = new ArrayList<>();
        for (LogReplica replica : replicas) {
            LogRecovery recovery = LogRecovery.of(replica, signer.key());
            recovery.cuts()
                    .forEach(cut -> LOG.atWarn()
                            .addKeyValue("replica", recoveries.size())
                            .addKeyValue("entry", cut.entry())
                            .addKeyValue("bytes", cut.bytes())
                            .log("audit.tail-truncated"));
            recoveries.add(recovery);
        }
        return recoveries;
    }

    private static LogPosition longest(List<LogRecovery> recoveries) {
        LogPosition end = recoveries.getFirst().position();
        for (LogRecovery recovery : recoveries) {
            LogPosition other = recovery.position();
            if (other.size() == end.size() && !other.root().equals(end.root())) {
                throw new AuditException("audit log: two histories of " + end.size() + " entries (expected: one)");
            }
            end = other.size() > end.size() ? other : end;
        }
        return end;
    }

    private void start() {
        writers.forEach(LogReplicaWriter::start);
        checkpoints.start();
        var _ = Thread.ofPlatform().name("audit-deadlines").daemon().start(this::expireWaiters);
        sequencer.awaitReplica(settings.replicaTimeout());
    }

    @Override
    public AuditReceipt open(AuditRequest request) {
        SequencedEntry entry = sequencer.append(UnsequencedEntry.of(request));
        try {
            if (entry.awaitDurable()) {
                return new AuditReceipt(entry.number, request);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AuditException("audit log: interrupted while waiting for a replica");
        }
        throw new AuditException("audit log: no replica within "
                + settings.replicaTimeout().toMillis() + " ms (expected: one of " + writers.size() + ")");
    }

    @Override
    public void close(AuditReceipt receipt, Outcome outcome, Map<String, String> results) {
        sequencer.note(receipt.request().withDetails(results), OptionalLong.of(receipt.entry()), Optional.of(outcome));
    }

    @Override
    public void note(AuditRequest request) {
        sequencer.note(request, OptionalLong.empty(), Optional.empty());
    }

    /// Signs a checkpoint if the log has grown since the last one. The engine calls this every second; the log
    /// itself signs after each thousand entries.
    public void checkpoint() {
        checkpoints.publish();
    }

    /// The newest checkpoint that each working replica has on its disk, for the places outside the log that keep
    /// it; empty if there is none.
    public Optional<SignedNote> durableCheckpoint() {
        return writers.stream()
                .filter(LogReplicaWriter::isWorking)
                .mapToLong(LogReplicaWriter::newestCheckpoint)
                .boxed()
                .min(Long::compare)
                .flatMap(sequencer::checkpoint)
                .map(NumberedCheckpoint::note);
    }

    /// Wakes waiting callers shortly before their limit. Runs every fifth of the limit and gives up on entries that
    /// have waited at least four fifths of it. So a caller waits for 80 to 100 % of the limit and needs no timer.
    private void expireWaiters() {
        long step = settings.replicaTimeout().toNanos() / TIMEOUT_STEPS;
        var sizes = new ArrayDeque<Long>();
        try {
            while (!stopped.await(step, TimeUnit.NANOSECONDS)) {
                long expired = sizes.size() == TIMEOUT_STEPS - 1 ? sizes.remove() : 0;
                sizes.add(sequencer.expireWaiters(expired));
            }
        } catch (InterruptedException _) {
            LOG.atError().log("audit.deadline-thread-interrupted");
        }
        var _ = sequencer.expireWaiters(Long.MAX_VALUE);
    }

    /// Deletes each segment that has only entries older than `before`. First writes an entry that records the
    /// deletion.
    ///
    /// @return the number of deleted entries
    /// @throws AuditException if a replica cannot be read or changed: call it again later
    public long expire(Instant before) {
        try {
            return LogExpiry.run(
                    this,
                    writers.stream().map(LogReplicaWriter::replica).toList(),
                    UnsequencedEntry.formatTime(before));
        } catch (IOException fault) {
            throw new AuditException("audit log: not expired (expected: readable replicas)", fault);
        }
    }

    /// The files of a replica that accepts entries, as far as they are written.
    ///
    /// @throws AuditException if no replica can be read
    LogFiles files() {
        return writers.stream()
                .filter(LogReplicaWriter::isWorking)
                .findFirst()
                .map(writer -> RunningLog.of(writer.replica()))
                .orElseThrow(() -> new AuditException("audit log: no replica (expected: one that accepts entries)"));
    }

    public AuditLogState state() {
        return sequencer.state(writers.size());
    }

    /// Signs and writes the remaining entries. Takes at most 5 s per replica.
    @Override
    public void close() {
        checkpoints.stop();
        try {
            checkpoint();
            sequencer.close();
            for (LogReplicaWriter writer : writers) {
                writer.await(CLOSE_TIMEOUT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The caller does not want to wait for the replicas.
        } finally {
            stopped.countDown();
        }
    }
}
