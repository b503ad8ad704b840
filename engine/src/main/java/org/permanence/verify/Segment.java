package org.permanence.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One file of entries: the head, which is the position of the log at the file's beginning, then one line per
/// entry.
public final class Segment {

    /// What follows the last complete line.
    public enum Tail {
        NONE,
        /// Bytes that a crash can explain: no later line says that they were durable.
        TORN,
        /// Bytes that a later line calls durable: a crash cannot have damaged them.
        DAMAGED
    }

    private final long first;
    private final Optional<LogPosition> head;
    private final List<EntryLine> lines;
    private final int validBytes;
    private final Tail tail;

    private Segment(long first, Optional<LogPosition> head, List<EntryLine> lines, int validBytes, Tail tail) {
        this.first = first;
        this.head = head;
        this.lines = lines;
        this.validBytes = validBytes;
        this.tail = tail;
    }

    /// Reads the lines without parsing the entries.
    ///
    /// @param first the number of the first entry, from the file's name
    public static Segment read(long first, byte[] file) {
        var lines = new ArrayList<EntryLine>();
        int validBytes = 0;
        Optional<EntryLine> line = EntryLine.parseAt(file, 0);
        Optional<LogPosition> head = line.map(frame -> LogPosition.parse(frame.json()));
        while (line.isPresent()) {
            validBytes = line.get().end();
            line = EntryLine.parseAt(file, validBytes);
            line.ifPresent(lines::add);
        }
        long next = first + lines.size();
        return new Segment(first, head, lines, validBytes, tail(file, validBytes, next));
    }

    private static Tail tail(byte[] file, int validBytes, long next) {
        if (validBytes == file.length) {
            return Tail.NONE;
        }
        for (int at = validBytes + 1; at < file.length; at++) {
            if (EntryLine.parseAt(file, at)
                    .filter(later -> later.durable() > next)
                    .isPresent()) {
                return Tail.DAMAGED;
            }
        }
        return Tail.TORN;
    }

    /// The position of the log when the segment was opened; empty if that line is incomplete.
    public Optional<LogPosition> head() {
        return head;
    }

    public int size() {
        return lines.size();
    }

    public byte[] json(int line) {
        return lines.get(line).json();
    }

    /// The number of the entry after the last complete line.
    public long next() {
        return first + lines.size();
    }

    /// How many bytes of the file are complete lines.
    public int validBytes() {
        return validBytes;
    }

    public Tail tail() {
        return tail;
    }
}
