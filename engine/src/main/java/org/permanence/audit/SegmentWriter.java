package org.permanence.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.permanence.verify.EntryLine;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.SignedNote;

/// The segment that is being written: a file of entries and a file of the checkpoints made during that time. Knows
/// how many bytes of each are durable. Used by the thread of its replica only.
final class SegmentWriter {

    /// A file and how much of it is durable.
    private static final class SegmentFile {

        private final LogReplica replica;
        private final String name;
        private Optional<LogReplica.Appender> appender = Optional.empty();
        private long written;
        private long durable;

        SegmentFile(LogReplica replica, String name) {
            this.replica = replica;
            this.name = name;
        }

        void append(byte[] bytes, int length) throws IOException {
            if (appender.isEmpty()) {
                appender = Optional.of(replica.create(name));
            }
            appender.get().write(bytes, length);
            appender.get().force();
            written += length;
            durable = written;
        }

        void close() throws IOException {
            if (appender.isPresent()) {
                appender.get().close();
            }
        }

        void abandon(boolean keep) throws IOException {
            try {
                close();
            } catch (IOException _) {
                // The next segment gets what was not durable.
            }
            if (keep && durable > 0) {
                replica.truncate(name, durable);
            } else {
                replica.delete(name);
            }
        }
    }

    /// Gives access to its bytes without a copy.
    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    private final long first;
    private final SegmentFile entries;
    private final SegmentFile checkpoints;
    private final Buffer buffer = new Buffer();
    private boolean hasEntries;

    SegmentWriter(LogReplica replica, long first) {
        this.first = first;
        this.entries = new SegmentFile(replica, LogFiles.name(first, LogFiles.ENTRIES));
        this.checkpoints = new SegmentFile(replica, LogFiles.name(first, LogFiles.CHECKPOINTS));
    }

    /// Writes the head. This also tests whether the disk accepts writes.
    void writeHead(LogPosition position) throws IOException {
        byte[] head = EntryLine.format(first, position.json());
        entries.append(head, head.length);
    }

    void add(byte[] line) {
        buffer.writeBytes(line);
    }

    /// Returns when all added lines survive a power cut.
    void force() throws IOException {
        try {
            entries.append(buffer.bytes(), buffer.size());
        } finally {
            buffer.reset();
        }
        hasEntries = true;
    }

    /// Writes one checkpoint and forces it, so that a crash damages at most one.
    void writeCheckpoint(SignedNote note) throws IOException {
        byte[] bytes = note.toString().getBytes(StandardCharsets.UTF_8);
        checkpoints.append(bytes, bytes.length);
    }

    long first() {
        return first;
    }

    long bytes() {
        return entries.written;
    }

    boolean hasEntries() {
        return hasEntries;
    }

    void close() throws IOException {
        entries.close();
        checkpoints.close();
    }

    /// Truncates both files to what is durable. Deletes a segment without entries, because the next segment gets
    /// its name.
    void abandon() throws IOException {
        checkpoints.abandon(hasEntries);
        entries.abandon(hasEntries);
    }
}
