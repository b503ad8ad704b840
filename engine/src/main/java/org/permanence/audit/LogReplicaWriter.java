package org.permanence.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.verify.EntryLine;
import org.permanence.verify.LogPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the log to one disk, on a thread of its own: a disk that hangs holds up nobody but itself.
///
/// A disk that failed once may have forgotten what it was given, whatever it says later (a second fsync succeeds
/// where the first failed, and the data is gone). So the file at hand is cut to what is known to be on the disk and
/// never written again; what came after is written anew, to a new segment.
final class LogReplicaWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LogReplicaWriter.class);

    private static final int MONTH = "2026-11".length();

    private final String name;
    private final LogReplica replica;
    private final Sequencer sequencer;
    private final AuditSettings settings;
    private final List<LogReplica> otherReplicas;
    private final LogPosition position;
    private final Thread thread;
    private Optional<SegmentWriter> segment = Optional.empty();
    private long nextCheckpoint;
    private long nextCheckpointAtOpen;
    private boolean reported;

    /// @param position    how far this disk has the log
    /// @param nextCheckpoint the number of the next checkpoint it lacks
    LogReplicaWriter(
            int number,
            LogReplica replica,
            List<LogReplica> otherReplicas,
            Sequencer sequencer,
            AuditSettings settings,
            LogPosition position,
            long nextCheckpoint) {
        this.name = number == 0 ? "first" : "second";
        this.replica = replica;
        this.otherReplicas = otherReplicas;
        this.sequencer = sequencer;
        this.settings = settings;
        this.position = position;
        this.nextCheckpoint = nextCheckpoint;
        this.nextCheckpointAtOpen = nextCheckpoint;
        this.thread = Thread.ofPlatform().name("audit-" + name).daemon().unstarted(this::run);
    }

    LogReplica replica() {
        return replica;
    }

    void start() {
        thread.start();
    }

    void await(Duration limit) throws InterruptedException {
        if (!thread.join(limit)) {
            LOG.atError().addKeyValue("sink", name).log("audit.sink-not-closed");
        }
    }

    private void run() {
        try {
            boolean shouldRetry = true;
            while (shouldRetry) {
                shouldRetry = writeUntilFault();
            }
        } catch (InterruptedException _) {
            LOG.atError().addKeyValue("sink", name).log("audit.sink-interrupted");
        }
    }

    /// @return whether to try again
    private boolean writeUntilFault() throws InterruptedException {
        boolean isUp = false;
        try {
            abandonSegment();
            openSegment();
            isUp = true;
            sequencer.replicaChanged(1, position.size());
            writeAll();
            segment.orElseThrow().close();
            sequencer.replicaChanged(-1, position.size());
            return false;
        } catch (IOException | RuntimeException fault) { // The end of a thread: the sink is tried again.
            if (isUp) {
                sequencer.replicaChanged(-1, position.size());
            }
            if (isUp || !reported) {
                LOG.atError().addKeyValue("sink", name).setCause(fault).log("audit.sink-failed");
                reported = true;
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
                .addKeyValue("sink", name)
                .addKeyValue("first", position.size())
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
                case Sequencer.Work.CatchUp(var durable) ->
                    write(LogRecovery.readEntries(otherReplicas, position, durable));
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
        sequencer.durableSize(entries.getLast().number + 1);
        entries.forEach(SequencedEntry::markDurable); // Whoever waits goes on before the tree here is brought up.
        entries.forEach(entry -> position.append(entry.series, entry.leaf, entry.time));
    }

    private boolean isFull(SequencedEntry next) {
        SegmentWriter current = segment.orElseThrow();
        boolean newMonth = !position.time().startsWith(next.time.substring(0, MONTH));
        return current.hasEntries() && (newMonth || current.bytes() >= settings.segmentBytes());
    }
}
