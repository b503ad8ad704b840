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
import org.permanence.audit.Ledger.Checkpointed;
import org.permanence.audit.Ledger.Head;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.Position;
import org.permanence.verify.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of looks: one history, written to one or two disks at once. Thread-safe; a thread of its own for each disk
/// and
/// one that signs, and one that looks after the limit of those who wait.
///
/// Whoever looks waits until one disk has the entry, together with all who came meanwhile. `docs/audit-log.md` has the
/// files' format and what each failure does.
public final class AuditLog implements AuditGate, AutoCloseable {

    /// For operations.
    ///
    /// @param entries   that have a place in the log
    /// @param durable   of these, on at least one disk
    /// @param sinksUp   disks that take entries
    /// @param lateNotes that wait for one; an alarm long before they are as many as may wait
    /// @param lostNotes beyond that
    public record State(long entries, long durable, int sinksUp, int lateNotes, long lostNotes) {}

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int PARTS = 5;
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final List<Sink> sinks;
    private final AuditSettings settings;
    private final CheckpointSigner signer;
    private final BlockingQueue<Boolean> due;
    private final Thread signing;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long signedSize;
    private long nextCheckpoint;
    private volatile boolean closing;

    private AuditLog(
            Ledger ledger,
            List<Sink> sinks,
            AuditSettings settings,
            CheckpointSigner signer,
            BlockingQueue<Boolean> due,
            Optional<Checkpointed> latest) {
        this.ledger = ledger;
        this.sinks = sinks;
        this.settings = settings;
        this.signer = signer;
        this.due = due;
        this.signedSize = latest.map(Checkpointed::size).orElse(0L);
        this.nextCheckpoint = latest.map(made -> made.number() + 1).orElse(0L);
        this.signing = Thread.ofPlatform().name("audit-checkpoints").daemon().unstarted(this::sign);
    }

    /// Goes on where the log ended.
    ///
    /// @param disks one or two; one that falls behind is brought up from the other
    /// @throws AuditException when one of them cannot be read or is damaged: it is not mended silently
    public static AuditLog open(
            AuditSettings settings, List<? extends Disk> disks, CheckpointSigner signer, InstantSource clock) {
        List<Recovery> recovered = new ArrayList<>();
        for (Disk disk : disks) {
            Recovery recovery = Recovery.of(disk, signer.key());
            recovery.cuts()
                    .forEach(cut -> LOG.atWarn()
                            .addKeyValue("sink", recovered.size())
                            .addKeyValue("entry", cut.entry())
                            .addKeyValue("bytes", cut.bytes())
                            .log("audit.tail-cut"));
            recovered.add(recovery);
        }
        Position end = furthest(recovered);
        long fewest = Long.MAX_VALUE;
        var checkpoints = new TreeMap<Long, Checkpointed>();
        List<Long> next = new ArrayList<>();
        for (Recovery recovery : recovered) {
            var own = recovery.checkpoints(Long.MAX_VALUE);
            next.add(own.isEmpty() ? 0 : own.lastKey() + 1);
            fewest = Math.min(fewest, next.getLast());
        }
        for (Recovery recovery : recovered) {
            checkpoints.putAll(recovery.checkpoints(fewest));
        }
        BlockingQueue<Boolean> due = new ArrayBlockingQueue<>(1);
        var ledger = new Ledger(end.copy(), checkpoints.values(), settings, clock, () -> due.offer(true));
        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            Disk own = disks.get(i);
            List<Disk> others = new ArrayList<>(disks);
            others.remove(own);
            sinks.add(
                    new Sink(i, own, others, ledger, settings, recovered.get(i).position(), next.get(i)));
        }
        var latest = Optional.ofNullable(checkpoints.lastEntry()).map(Map.Entry::getValue);
        var log = new AuditLog(ledger, sinks, settings, signer, due, latest);
        log.start();
        log.checkpoint(); // What an engine that died had not signed.
        return log;
    }

    private static Position furthest(List<Recovery> recovered) {
        Position end = recovered.getFirst().position();
        for (Recovery recovery : recovered) {
            Position other = recovery.position();
            if (other.size() == end.size() && !other.root().equals(end.root())) {
                throw new AuditException("audit log: two histories of " + end.size() + " entries (expected: one)");
            }
            end = other.size() > end.size() ? other : end;
        }
        return end;
    }

    private void start() {
        sinks.forEach(Sink::start);
        signing.start();
        var _ = Thread.ofPlatform().name("audit-limit").daemon().start(this::limit);
        ledger.awaitSink(settings.sinkLimit());
    }

    @Override
    public AuditReceipt open(AuditRequest request) {
        Written entry = ledger.append(Draft.of(request));
        try {
            if (entry.awaitDurable()) {
                return new AuditReceipt(entry.number, request);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AuditException("audit log: interrupted (expected: to wait for a disk)");
        }
        throw new AuditException("audit log: no disk within "
                + settings.sinkLimit().toMillis() + " ms (expected: one of " + sinks.size() + ")");
    }

    @Override
    public void close(AuditReceipt receipt, Outcome outcome) {
        ledger.note(receipt.request(), OptionalLong.of(receipt.entry()), Optional.of(outcome));
    }

    @Override
    public void note(AuditRequest done) {
        ledger.note(done, OptionalLong.empty(), Optional.empty());
    }

    /// Signs what the log says now, if it says more than at the last checkpoint. The house asks each second; the log
    /// asks by itself each thousand entries.
    public synchronized void checkpoint() {
        Head head = ledger.head();
        if (head.size() == signedSize) {
            return;
        }
        String text = new Checkpoint(
                        settings.origin(), head.size(), head.root(), nextCheckpoint, head.time(), head.last())
                .text();
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        ledger.publish(new Checkpointed(nextCheckpoint, head.size(), SignedNote.of(text, signer.key(), signature)));
        signedSize = head.size();
        nextCheckpoint++;
    }

    /// Each part of the limit, tells those who came more than all parts but one ago: nobody waits longer than it.
    private void limit() {
        long part = settings.sinkLimit().toNanos() / PARTS;
        var sizes = new ArrayDeque<Long>();
        try {
            while (!ended.await(part, TimeUnit.NANOSECONDS)) {
                long tooLong = sizes.size() == PARTS - 1 ? sizes.remove() : 0;
                sizes.add(ledger.giveUp(tooLong));
            }
        } catch (InterruptedException _) {
            LOG.atError().log("audit.limit-interrupted");
        }
        var _ = ledger.giveUp(Long.MAX_VALUE);
    }

    private void sign() {
        try {
            while (!closing) {
                due.take();
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
    public long expire(Actor actor, Purpose purpose, Instant before) {
        try {
            return Expiry.run(this, sinks.stream().map(Sink::disk).toList(), actor, purpose, Draft.time(before));
        } catch (IOException fault) {
            throw new AuditException("audit log: not expired (expected: a disk that can be read)", fault);
        }
    }

    public State state() {
        return ledger.state();
    }

    /// Signs and writes what is left.
    @Override
    public void close() {
        closing = true;
        signing.interrupt();
        try {
            checkpoint();
            ledger.close();
            for (Sink sink : sinks) {
                sink.await(LAST_CHANCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Whoever closes us is in a hurry.
        } finally {
            ended.countDown();
        }
    }
}
