package org.permanence.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.permanence.verify.Frame;
import org.permanence.verify.LogFiles;
import org.permanence.verify.Position;
import org.permanence.verify.SignedNote;

/// The segment that is being written: its entries and, in a file beside them, the checkpoints made meanwhile. Knows of
/// both how many bytes are on the disk for certain. Belongs to its sink's thread.
final class SegmentWriter {

    /// One file, up to what is certain.
    private static final class Part {

        private final Disk disk;
        private final String name;
        private Optional<Disk.Appender> appender = Optional.empty();
        private long written;
        private long certain;

        Part(Disk disk, String name) {
            this.disk = disk;
            this.name = name;
        }

        void append(byte[] bytes, int length) throws IOException {
            if (appender.isEmpty()) {
                appender = Optional.of(disk.create(name));
            }
            appender.get().write(bytes, length);
            appender.get().force();
            written += length;
            certain = written;
        }

        void close() throws IOException {
            if (appender.isPresent()) {
                appender.get().close();
            }
        }

        void giveUp(boolean keep) throws IOException {
            try {
                close();
            } catch (IOException _) {
                // What it still held is written again elsewhere.
            }
            if (keep && certain > 0) {
                disk.cut(name, certain);
            } else {
                disk.delete(name);
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
    private final Part entries;
    private final Part checkpoints;
    private final Buffer buffer = new Buffer();
    private boolean hasEntries;

    SegmentWriter(Disk disk, long first) {
        this.first = first;
        this.entries = new Part(disk, LogFiles.name(first, LogFiles.ENTRIES));
        this.checkpoints = new Part(disk, LogFiles.name(first, LogFiles.CHECKPOINTS));
    }

    /// Writes the head, and so finds out whether the disk takes anything.
    void begin(Position position) throws IOException {
        byte[] head = Frame.line(first, position.json());
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
    void checkpoint(SignedNote note) throws IOException {
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
        checkpoints.giveUp(hasEntries);
        entries.giveUp(hasEntries);
    }
}
