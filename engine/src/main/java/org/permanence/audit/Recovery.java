package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.Entry;
import org.permanence.verify.Finding;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import org.permanence.verify.Position;
import org.permanence.verify.Segment;
import org.permanence.verify.SignedNote;
import org.permanence.verify.TreeHasher;
import org.permanence.verify.VerifyException;

/// How far a disk has the log, told from its last segment. What a crash can have torn is cut; anything else is
/// left as it is, and refused.
final class Recovery {

    /// What a crash had left unfinished at the end of the log.
    ///
    /// @param entry the first one that is not there: nobody was told that it was
    record Cut(String file, long entry, long bytes) {}

    /// No note of ours is longer, and one at a time is written.
    private static final int LONGEST_NOTE = 1_024;

    private final Disk disk;
    private final NoteKey key;
    private final List<Cut> cuts = new ArrayList<>();
    private Position position = Position.start();
    private long promised;

    private Recovery(Disk disk, NoteKey key) {
        this.disk = disk;
        this.key = key;
    }

    static Recovery of(Disk disk, NoteKey key) {
        var recovery = new Recovery(disk, key);
        try {
            recovery.recover();
            return recovery;
        } catch (IOException fault) {
            throw new AuditException("audit log: not to be read (expected: each of its directories)", fault);
        }
    }

    Position position() {
        return position;
    }

    List<Cut> cuts() {
        return List.copyOf(cuts);
    }

    private void recover() throws IOException {
        boolean found = false;
        while (!found) {
            List<String> segments = names(LogFiles.ENTRIES);
            if (segments.isEmpty()) {
                found = true;
            } else {
                found = last(LogFiles.first(segments.getLast()), segments.size() == 1);
            }
        }
        if (position.size() < promised) {
            throw damaged(LogFiles.name(promised, LogFiles.ENTRIES), position.size(), "missing");
        }
    }

    /// @return whether this segment tells how far the log is; one without an entry is taken away
    private boolean last(long first, boolean only) throws IOException {
        String name = LogFiles.name(first, LogFiles.ENTRIES);
        Segment segment = whole(first, name);
        cutNotes(LogFiles.name(first, LogFiles.CHECKPOINTS));
        if (segment.head().isEmpty() || (segment.size() == 0 && !(only && first > 0))) {
            promised = Math.max(promised, segment.head().isPresent() ? first : 0);
            if (signed(LogFiles.name(first, LogFiles.CHECKPOINTS)) > first) {
                throw damaged(name, first, "missing, and signed for");
            }
            disk.delete(LogFiles.name(first, LogFiles.CHECKPOINTS));
            disk.delete(name);
            return false;
        }
        var report = new LogVerifier(disk, note -> note.signedBy(key), List.of(), _ -> {}, _ -> {}).verifyFrom(first);
        Optional<Finding> bad = report.findings().stream().findFirst();
        if (bad.isPresent()) {
            throw new AuditException("audit log: " + name + ", " + bad.get().what());
        }
        position = report.end();
        return true;
    }

    private Segment whole(long first, String name) throws IOException {
        byte[] file = disk.read(name);
        Segment segment;
        try {
            segment = Segment.read(first, file);
        } catch (VerifyException malformed) {
            throw new AuditException(
                    "audit log: " + name + ", entry " + first + ": " + malformed.getMessage(), malformed);
        }
        switch (segment.tail()) {
            case NOTHING -> {}
            case DAMAGED -> throw damaged(name, segment.next(), "spoilt after it was durable");
            case TORN -> {
                cuts.add(new Cut(name, segment.next(), file.length - segment.whole()));
                disk.cut(name, segment.whole());
            }
        }
        return segment;
    }

    private void cutNotes(String name) throws IOException {
        if (!disk.names().contains(name)) {
            return;
        }
        String file = new String(disk.read(name), StandardCharsets.ISO_8859_1);
        int whole = SignedNote.whole(new String(disk.read(name), StandardCharsets.UTF_8));
        int bytes = new String(disk.read(name), StandardCharsets.UTF_8)
                .substring(0, whole)
                .getBytes(StandardCharsets.UTF_8)
                .length;
        if (file.length() - bytes > LONGEST_NOTE) {
            throw new AuditException("audit log: " + name + ", spoilt at byte " + bytes
                    + " (expected: at most the last checkpoint unfinished)");
        }
        if (bytes < file.length()) {
            disk.cut(name, bytes);
        }
    }

    /// How many entries the checkpoints of a segment speak of.
    private long signed(String name) throws IOException {
        if (!disk.names().contains(name)) {
            return 0;
        }
        return SignedNote.all(new String(disk.read(name), StandardCharsets.UTF_8)).stream()
                .mapToLong(note -> Checkpoint.parse(note.text()).size())
                .max()
                .orElse(0);
    }

    private static AuditException damaged(String file, long entry, String what) {
        return new AuditException("audit log: " + file + ", entry " + entry + ": " + what + " (expected: a whole log)");
    }

    private List<String> names(String kind) throws IOException {
        return disk.names().stream().filter(name -> name.endsWith(kind)).toList();
    }

    /// The checkpoints on this disk from `number` on; from all of its files, or as many as that takes.
    NavigableMap<Long, Ledger.Checkpointed> checkpoints(long number) {
        var found = new TreeMap<Long, Ledger.Checkpointed>();
        try {
            for (String name : names(LogFiles.CHECKPOINTS).reversed()) {
                for (SignedNote note : SignedNote.all(new String(disk.read(name), StandardCharsets.UTF_8))) {
                    Checkpoint checkpoint = Checkpoint.parse(note.text());
                    found.put(
                            checkpoint.number(), new Ledger.Checkpointed(checkpoint.number(), checkpoint.size(), note));
                }
                if (!found.isEmpty() && found.firstKey() <= number) {
                    break;
                }
            }
        } catch (IOException | VerifyException fault) {
            throw new AuditException("audit log: checkpoints not to be read (expected: whole ones)", fault);
        }
        return found;
    }

    /// The next entries for a disk that has the log up to `position`, from another that has more of it.
    ///
    /// @param durable how many entries the other has for certain
    static List<Written> entries(List<Disk> others, Position position, long durable) throws IOException {
        for (Disk other : others) {
            Optional<String> name = other.names().stream()
                    .filter(known -> known.endsWith(LogFiles.ENTRIES))
                    .filter(known -> LogFiles.first(known) <= position.size())
                    .reduce((_, later) -> later);
            if (name.isPresent()) {
                List<Written> entries = entries(other, name.get(), position.size(), durable);
                if (!entries.isEmpty()) {
                    return entries;
                }
            }
        }
        throw new AuditException("audit log: entry " + position.size() + " is on no other disk (expected: on one)");
    }

    private static List<Written> entries(Disk other, String name, long from, long durable) throws IOException {
        long first = LogFiles.first(name);
        Segment segment = Segment.read(first, other.read(name));
        var hasher = new TreeHasher();
        var entries = new ArrayList<Written>();
        for (long number = from; number < Math.min(durable, segment.next()); number++) {
            byte[] json = segment.json(Math.toIntExact(number - first));
            entries.add(Written.of(Entry.parse(hasher, json), json));
        }
        return entries;
    }
}
