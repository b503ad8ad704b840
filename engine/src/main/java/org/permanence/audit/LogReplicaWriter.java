package org.permanence.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.verify.EntryLine;
import org.permanence.verify.LogPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the log to one replica on its own thread, so that a disk that hangs delays no other replica.
///
/// After a failed fsync the data may be lost although a second fsync succeeds. So after any failure the writer
/// truncates the current file to what is durable, never writes to it again, and writes the rest to a new segment.
final class LogReplicaWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LogReplicaWriter.class);

    private static final int MONTH_CHARS = "2026-11".length();

    /// @param position       how far the replica has the log
    /// @param nextCheckpoint the number of the first checkpoint that it lacks
    record RecoveredReplica(LogReplica replica, LogPosition position, long nextCheckpoint) {}

    private final String name;
    private final LogReplica replica;
    private final Sequencer sequencer;
    private final AuditSettings settings;
    private final CatchUpSource catchUpSource;
    private final LogPosition position;
    private final Thread thread;
    private Optional<SegmentWriter> segment = Optional.empty();
    private volatile long nextCheckpoint;
    private volatile boolean working;
    private long nextCheckpointAtOpen;
    private boolean reported;

    /// @param number 0 or 1
    LogReplicaWriter(
            int number,
            RecoveredReplica recovered,
            CatchUpSource catchUpSource,
            Sequencer sequencer,
            AuditSettings settings) {
        this.name = number == 0 ? "first" : "second";
        this.replica = recovered.replica();
        this.catchUpSource = catchUpSource;
        this.sequencer = sequencer;
        this.settings = settings;
        this.position = recovered.position();
        this.nextCheckpoint = recovered.nextCheckpoint();
        this.nextCheckpointAtOpen = recovered.nextCheckpoint();
        this.thread = Thread.ofPlatform().name("audit-" + name).daemon().unstarted(this::run);
    }

    LogReplica replica() {
        return replica;
    }

    /// Whether the replica accepts entries.
    boolean isWorking() {
        return working;
    }

    /// The number of the newest checkpoint that the replica has on its disk; -1 if it has none.
    long newestCheckpoint() {
        return nextCheckpoint - 1;
    }

    void start() {
        thread.start();
    }

    void await(Duration timeout) throws InterruptedException {
        if (!thread.join(timeout)) {
            LOG.atError().addKeyValue("replica", name).log("audit.replica-close-failed");
        }
    }

    private void run() {
        try {
            boolean shouldRetry = true;
            while (shouldRetry) {
                shouldRetry = writeUntilFault();
            }
        } catch (InterruptedException _) {
            LOG.atError().addKeyValue("replica", name).log("audit.replica-interrupted");
        }
    }

    /// @return whether to try again
    private boolean writeUntilFault() throws InterruptedException {
        boolean isUp = false;
        try {
            abandonSegment();
            openSegment();
            isUp = true;
            working = true;
            sequencer.replicaChanged(1, position.size());
            writeAll();
            segment.orElseThrow().close();
            sequencer.replicaChanged(-1, position.size());
            return false;
        } catch (IOException | RuntimeException fault) { // The thread must survive: the replica is tried again.
            working = false;
            if (isUp || !reported) { // Counted first: a state with fewer replicas must show the failure too.
                LOG.atError().addKeyValue("replica", name).setCause(fault).log("audit.replica-failed");
                sequencer.replicaFailed();
                reported = true;
            }
            if (isUp) {
                sequencer.replicaChanged(-1, position.size());
            }
            return sequencer.awaitRetry();
        }
    }

    private void abandonSegment() throws IOException {
        if (segment.isPresent()) {
            segment.get().abandon();
            nextCheckpoint = segment.get().hasEntries() ? nextCheckpoint : nextCheckpointAtOpen;
            segment = Optional.empty();
        }
    }

    private void openSegment() throws IOException {
        nextCheckpointAtOpen = nextCheckpoint;
        var opened = new SegmentWriter(replica, position.size());
        segment = Optional.of(opened);
        opened.writeHead(position);
        LOG.atInfo()
                .addKeyValue("replica", name)
                .addKeyValue("first-entry", position.size())
                .log("audit.segment-opened");
        reported = false;
    }

    private void writeAll() throws IOException, InterruptedException {
        while (true) {
            switch (sequencer.next(position.size(), nextCheckpoint)) {
                case Sequencer.Work.WriteEntries(var entries) -> write(entries);
                case Sequencer.Work.WriteCheckpoint(var checkpoint) -> {
                    segment.orElseThrow().writeCheckpoint(checkpoint.note());
                    nextCheckpoint = checkpoint.number() + 1;
                }
                case Sequencer.Work.CatchUp(var durable) -> write(catchUpSource.read(position, durable));
                case Sequencer.Work.Stop() -> {
                    return;
                }
            }
        }
    }

    private void write(List<SequencedEntry> entries) throws IOException {
        if (isFull(entries.getFirst())) {
            segment.orElseThrow().close();
            segment = Optional.empty();
            openSegment();
        }
        SegmentWriter current = segment.orElseThrow();
        for (SequencedEntry entry : entries) {
            current.add(EntryLine.format(position.size(), entry.json));
        }
        current.force();
        sequencer.onDurable(entries.getLast().number + 1);
        entries.forEach(SequencedEntry::markDurable); // Callers go on before this thread updates its tree.
        entries.forEach(entry -> position.append(entry.series, entry.leaf, entry.time));
    }

    private boolean isFull(SequencedEntry next) {
        SegmentWriter current = segment.orElseThrow();
        boolean newMonth = !position.time().startsWith(next.time.substring(0, MONTH_CHARS));
        return current.hasEntries() && (newMonth || current.bytes() >= settings.segmentBytes());
    }
}
