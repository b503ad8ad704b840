package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.audit.Sequencer.NumberedCheckpoint;
import org.permanence.audit.Sequencer.TreeHead;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.LogPosition;
import org.permanence.verify.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of looks: one history, written to one or two disks at once. Thread-safe; a thread of its own for each
/// disk and
/// one that signs, and one that looks after the limit of those who wait.
///
/// Whoever looks waits until one disk has the entry, together with all who came meanwhile. `docs/audit-log.md` has
/// the files' format and what each failure does.
public final class AuditLog implements AuditGate, AutoCloseable {

    /// For operations.
    ///
    /// @param entries   that have a place in the log
    /// @param durable   of these, on at least one disk
    /// @param replicasUp   disks that take entries
    /// @param lateNotes that wait for one; an alarm long before they are as many as may wait
    /// @param lostNotes beyond that
    public record State(long entries, long durable, int replicasUp, int lateNotes, long lostNotes) {}

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int TIMEOUT_STEPS = 5;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Sequencer sequencer;
    private final List<LogReplicaWriter> writers;
    private final AuditSettings settings;
    private final CheckpointSigner signer;
    private final BlockingQueue<Boolean> checkpointDue;
    private final Thread signerThread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long signedSize;
    private long nextCheckpoint;
    private volatile boolean closing;

    private AuditLog(
            Sequencer sequencer,
            List<LogReplicaWriter> writers,
            AuditSettings settings,
            CheckpointSigner signer,
            BlockingQueue<Boolean> checkpointDue,
            Optional<NumberedCheckpoint> latest) {
        this.sequencer = sequencer;
        this.writers = writers;
        this.settings = settings;
        this.signer = signer;
        this.checkpointDue = checkpointDue;
        this.signedSize = latest.map(NumberedCheckpoint::size).orElse(0L);
        this.nextCheckpoint = latest.map(checkpoint -> checkpoint.number() + 1).orElse(0L);
        this.signerThread =
                Thread.ofPlatform().name("audit-checkpoints").daemon().unstarted(this::signCheckpoints);
    }

    /// Goes on where the log ended.
    ///
    /// @param disks one or two; one that falls behind is brought up from the other
    /// @throws AuditException when one of them cannot be read or is damaged: it is not mended silently
    public static AuditLog open(
            AuditSettings settings, List<? extends LogReplica> replicas, CheckpointSigner signer, InstantSource clock) {
        List<LogRecovery> recoveries = new ArrayList<>();
        for (LogReplica replica : replicas) {
            LogRecovery recovery = LogRecovery.of(replica, signer.key());
            recovery.cuts()
                    .forEach(cut -> LOG.atWarn()
                            .addKeyValue("sink", recoveries.size())
                            .addKeyValue("entry", cut.entry())
                            .addKeyValue("bytes", cut.bytes())
                            .log("audit.tail-cut"));
            recoveries.add(recovery);
        }
        LogPosition end = longest(recoveries);
        long firstNeeded = Long.MAX_VALUE;
        var checkpoints = new TreeMap<Long, NumberedCheckpoint>();
        List<Long> nextCheckpoints = new ArrayList<>();
        for (LogRecovery recovery : recoveries) {
            var current = recovery.checkpoints(Long.MAX_VALUE);
            nextCheckpoints.add(current.isEmpty() ? 0 : current.lastKey() + 1);
            firstNeeded = Math.min(firstNeeded, nextCheckpoints.getLast());
        }
        for (LogRecovery recovery : recoveries) {
            checkpoints.putAll(recovery.checkpoints(firstNeeded));
        }
        BlockingQueue<Boolean> checkpointDue = new ArrayBlockingQueue<>(1);
        var sequencer =
                new Sequencer(end.copy(), checkpoints.values(), settings, clock, () -> checkpointDue.offer(true));
        List<LogReplicaWriter> writers = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            LogReplica current = replicas.get(i);
            List<LogReplica> others = new ArrayList<>(replicas);
            others.remove(current);
            writers.add(new LogReplicaWriter(
                    i, current, others, sequencer, settings, recoveries.get(i).position(), nextCheckpoints.get(i)));
        }
        var latest = Optional.ofNullable(checkpoints.lastEntry()).map(Map.Entry::getValue);
        var log = new AuditLog(sequencer, writers, settings, signer, checkpointDue, latest);
        log.start();
        log.checkpoint(); // What an engine that died had not signed.
        return log;
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
        signerThread.start();
        var _ = Thread.ofPlatform().name("audit-limit").daemon().start(this::expireWaiters);
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
            throw new AuditException("audit log: interrupted (expected: to wait for a disk)");
        }
        throw new AuditException("audit log: no disk within "
                + settings.replicaTimeout().toMillis() + " ms (expected: one of " + writers.size() + ")");
    }

    @Override
    public void close(AuditReceipt receipt, Outcome outcome) {
        sequencer.note(receipt.request(), OptionalLong.of(receipt.entry()), Optional.of(outcome));
    }

    @Override
    public void note(AuditRequest request) {
        sequencer.note(request, OptionalLong.empty(), Optional.empty());
    }

    /// Signs what the log says now, if it says more than at the last checkpoint. The house asks each second; the
    /// log asks by itself each thousand entries.
    public synchronized void checkpoint() {
        TreeHead head = sequencer.head();
        if (head.size() == signedSize) {
            return;
        }
        String text = new Checkpoint(
                        settings.origin(), head.size(), head.root(), nextCheckpoint, head.time(), head.last())
                .text();
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        sequencer.publish(
                new NumberedCheckpoint(nextCheckpoint, head.size(), SignedNote.of(text, signer.key(), signature)));
        signedSize = head.size();
        nextCheckpoint++;
    }

    /// Each part of the limit, tells those who came more than all parts but one ago: nobody waits longer than it.
    private void expireWaiters() {
        long step = settings.replicaTimeout().toNanos() / TIMEOUT_STEPS;
        var sizes = new ArrayDeque<Long>();
        try {
            while (!stopped.await(step, TimeUnit.NANOSECONDS)) {
                long expired = sizes.size() == TIMEOUT_STEPS - 1 ? sizes.remove() : 0;
                sizes.add(sequencer.expireWaiters(expired));
            }
        } catch (InterruptedException _) {
            LOG.atError().log("audit.limit-interrupted");
        }
        var _ = sequencer.expireWaiters(Long.MAX_VALUE);
    }

    private void signCheckpoints() {
        try {
            while (!closing) {
                checkpointDue.take();
                try {
                    checkpoint();
                } catch (RuntimeException fault) { // The end of a thread: the next thousand entries ask again.
                    LOG.atError().setCause(fault).log("audit.not-signed");
                }
            }
        } catch (InterruptedException _) {
            LOG.atDebug().log("audit.signing-ended");
        }
    }

    /// Takes away whole segments of which each entry is older than this, after an entry that says so.
    ///
    /// @return how many entries are gone
    public long expire(Principal actor, Purpose purpose, Instant before) {
        try {
            return LogExpiry.run(
                    this,
                    writers.stream().map(LogReplicaWriter::replica).toList(),
                    actor,
                    purpose,
                    UnsequencedEntry.formatTime(before));
        } catch (IOException fault) {
            throw new AuditException("audit log: not expired (expected: a disk that can be read)", fault);
        }
    }

    public State state() {
        return sequencer.state();
    }

    /// Signs and writes what is left.
    @Override
    public void close() {
        closing = true;
        signerThread.interrupt();
        try {
            checkpoint();
            sequencer.close();
            for (LogReplicaWriter writer : writers) {
                writer.await(CLOSE_TIMEOUT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Whoever closes us is in a hurry.
        } finally {
            stopped.countDown();
        }
    }
}
