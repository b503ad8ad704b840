package org.permanence.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One file of the log as it was read: a line that says how far the log had come, then a line an entry.
public final class Segment {

    /// What follows the last whole line.
    public enum Tail {
        NOTHING,
        /// Bytes that a crash can explain: nothing after them says that they were on the disk.
        TORN,
        /// Bytes that a later line calls durable: no crash has spoilt them.
        DAMAGED
    }

    private final long first;
    private final Optional<Position> head;
    private final List<Frame> lines;
    private final int whole;
    private final Tail tail;

    private Segment(long first, Optional<Position> head, List<Frame> lines, int whole, Tail tail) {
        this.first = first;
        this.head = head;
        this.lines = lines;
        this.whole = whole;
        this.tail = tail;
    }

    /// Reads the lines and not yet what they say.
    ///
    /// @param first the entry the file's name promises
    public static Segment read(long first, byte[] file) {
        var lines = new ArrayList<Frame>();
        int whole = 0;
        Optional<Frame> line = Frame.at(file, 0);
        Optional<Position> head = line.map(frame -> Position.parse(frame.json()));
        while (line.isPresent()) {
            whole = line.get().end();
            line = Frame.at(file, whole);
            line.ifPresent(lines::add);
        }
        long next = first + lines.size();
        return new Segment(first, head, lines, whole, tail(file, whole, next));
    }

    private static Tail tail(byte[] file, int whole, long next) {
        if (whole == file.length) {
            return Tail.NOTHING;
        }
        for (int at = whole + 1; at < file.length; at++) {
            if (Frame.at(file, at).filter(later -> later.durable() > next).isPresent()) {
                return Tail.DAMAGED;
            }
        }
        return Tail.TORN;
    }

    /// How far the log had come when the segment was opened; nothing where not even that line is whole.
    public Optional<Position> head() {
        return head;
    }

    public int size() {
        return lines.size();
    }

    public byte[] json(int line) {
        return lines.get(line).json();
    }

    /// The entry that comes after those that are whole.
    public long next() {
        return first + lines.size();
    }

    /// How many bytes of the file are whole lines.
    public int whole() {
        return whole;
    }

    public Tail tail() {
        return tail;
    }
}
