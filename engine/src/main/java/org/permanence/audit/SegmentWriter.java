package org.permanence.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.permanence.verify.EntryLine;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.SignedNote;

/// The segment that is being written: its entries and, in a file beside them, the checkpoints made meanwhile. Knows
/// of both how many bytes are on the disk for certain. Belongs to its sink's thread.
final class SegmentWriter {

    /// One file, up to what is certain.
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
                // What it still held is written again elsewhere.
            }
            if (keep && durable > 0) {
                replica.truncate(name, durable);
            } else {
                replica.delete(name);
            }
        }
    }

    /// Gives its bytes without a copy.
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

    /// Writes the head, and so finds out whether the disk takes anything.
    void writeHead(LogPosition position) throws IOException {
        byte[] head = EntryLine.format(first, position.json());
        entries.append(head, head.length);
    }

    void add(byte[] line) {
        buffer.writeBytes(line);
    }

    /// Returns once what was added is on the disk.
    void force() throws IOException {
        try {
            entries.append(buffer.bytes(), buffer.size());
        } finally {
            buffer.reset();
        }
        hasEntries = true;
    }

    /// One at a time is on its way to the disk, so that a crash spoils one at most.
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

    /// Leaves on the disk what is certain. A segment without an entry goes whole: the next one will have its name.
    void abandon() throws IOException {
        checkpoints.abandon(hasEntries);
        entries.abandon(hasEntries);
    }
}
