package org.permanence.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.verify.Frame;
import org.permanence.verify.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the log to one disk, on a thread of its own: a disk that hangs holds up nobody but itself.
///
/// A disk that failed once may have forgotten what it was given, whatever it says later (a second fsync succeeds where
/// the first failed, and the data is gone). So the file at hand is cut to what is known to be on the disk and never
/// written again; what came after is written anew, to a new segment.
final class Sink {

    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);

    private static final int MONTH = "2026-11".length();

    private final String name;
    private final Disk disk;
    private final Ledger ledger;
    private final AuditSettings settings;
    private final List<Disk> others;
    private final Position position;
    private final Thread thread;
    private Optional<SegmentWriter> segment = Optional.empty();
    private long checkpoints;
    private long checkpointsBefore;
    private boolean told;

    /// @param position    how far this disk has the log
    /// @param checkpoints the number of the next checkpoint it lacks
    Sink(
            int number,
            Disk disk,
            List<Disk> others,
            Ledger ledger,
            AuditSettings settings,
            Position position,
            long checkpoints) {
        this.name = number == 0 ? "first" : "second";
        this.disk = disk;
        this.others = others;
        this.ledger = ledger;
        this.settings = settings;
        this.position = position;
        this.checkpoints = checkpoints;
        this.checkpointsBefore = checkpoints;
        this.thread = Thread.ofPlatform().name("audit-" + name).daemon().unstarted(this::run);
    }

    Disk disk() {
        return disk;
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
            boolean again = true;
            while (again) {
                again = writeUntilFault();
            }
        } catch (InterruptedException _) {
            LOG.atError().addKeyValue("sink", name).log("audit.sink-interrupted");
        }
    }

    /// @return whether to try again
    private boolean writeUntilFault() throws InterruptedException {
        boolean up = false;
        try {
            abandonSegment();
            openSegment();
            up = true;
            ledger.sinks(1, position.size());
            writeAll();
            segment.orElseThrow().close();
            ledger.sinks(-1, position.size());
            return false;
        } catch (IOException | RuntimeException fault) { // The end of a thread: the sink is tried again.
            if (up) {
                ledger.sinks(-1, position.size());
            }
            if (up || !told) {
                LOG.atError().addKeyValue("sink", name).setCause(fault).log("audit.sink-failed");
                told = true;
            }
            return ledger.pause();
        }
    }

    private void abandonSegment() throws IOException {
        if (segment.isPresent()) {
            segment.get().abandon();
            checkpoints = segment.get().hasEntries() ? checkpoints : checkpointsBefore;
            segment = Optional.empty();
        }
    }

    private void openSegment() throws IOException {
        checkpointsBefore = checkpoints;
        var fresh = new SegmentWriter(disk, position.size());
        segment = Optional.of(fresh);
        fresh.begin(position);
        LOG.atInfo()
                .addKeyValue("sink", name)
                .addKeyValue("first", position.size())
                .log("audit.segment-opened");
        told = false;
    }

    private void writeAll() throws IOException, InterruptedException {
        while (true) {
            switch (ledger.next(position.size(), checkpoints)) {
                case Ledger.Work.Entries(var entries) -> write(entries);
                case Ledger.Work.Note(var checkpoint) -> {
                    segment.orElseThrow().checkpoint(checkpoint.note());
                    checkpoints = checkpoint.number() + 1;
                }
                case Ledger.Work.Behind(var durable) -> write(Recovery.entries(others, position, durable));
                case Ledger.Work.End() -> {
                    return;
                }
            }
        }
    }

    private void write(List<Written> entries) throws IOException {
        if (isFull(entries.getFirst())) {
            segment.orElseThrow().close();
            segment = Optional.empty();
            openSegment();
        }
        SegmentWriter current = segment.orElseThrow();
        for (Written entry : entries) {
            current.add(Frame.line(position.size(), entry.json));
        }
        current.force();
        ledger.durable(entries.getLast().number + 1);
        entries.forEach(Written::isDurable); // Whoever waits goes on before the tree here is brought up.
        entries.forEach(entry -> position.add(entry.series, entry.leaf, entry.time));
    }

    private boolean isFull(Written next) {
        SegmentWriter current = segment.orElseThrow();
        boolean newMonth = !position.time().startsWith(next.time.substring(0, MONTH));
        return current.hasEntries() && (newMonth || current.bytes() >= settings.segmentBytes());
    }
}
