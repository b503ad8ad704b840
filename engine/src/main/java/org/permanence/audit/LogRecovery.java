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
import org.permanence.verify.LogPosition;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import org.permanence.verify.Segment;
import org.permanence.verify.SignedNote;
import org.permanence.verify.TreeHasher;
import org.permanence.verify.VerifyException;

/// How far a disk has the log, told from its last segment. What a crash can have torn is cut; anything else is
/// left as it is, and refused.
final class LogRecovery {

    /// What a crash had left unfinished at the end of the log.
    ///
    /// @param entry the first one that is not there: nobody was told that it was
    record Cut(String file, long entry, long bytes) {}

    /// No note of ours is longer, and one at a time is written.
    private static final int MAX_NOTE_BYTES = 1_024;

    private final LogReplica replica;
    private final NoteKey key;
    private final List<Cut> cuts = new ArrayList<>();
    private LogPosition position = LogPosition.start();
    private long requiredSize;

    private LogRecovery(LogReplica replica, NoteKey key) {
        this.replica = replica;
        this.key = key;
    }

    static LogRecovery of(LogReplica replica, NoteKey key) {
        var recovery = new LogRecovery(replica, key);
        try {
            recovery.recover();
            return recovery;
        } catch (IOException fault) {
            throw new AuditException("audit log: not to be read (expected: each of its directories)", fault);
        }
    }

    LogPosition position() {
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
                found = readLastSegment(LogFiles.first(segments.getLast()), segments.size() == 1);
            }
        }
        if (position.size() < requiredSize) {
            throw damaged(LogFiles.name(requiredSize, LogFiles.ENTRIES), position.size(), "missing");
        }
    }

    /// @return whether this segment tells how far the log is; one without an entry is taken away
    private boolean readLastSegment(long first, boolean isOnlySegment) throws IOException {
        String name = LogFiles.name(first, LogFiles.ENTRIES);
        Segment segment = readSegment(first, name);
        truncateCheckpoints(LogFiles.name(first, LogFiles.CHECKPOINTS));
        if (segment.head().isEmpty() || (segment.size() == 0 && !(isOnlySegment && first > 0))) {
            requiredSize = Math.max(requiredSize, segment.head().isPresent() ? first : 0);
            if (signedSize(LogFiles.name(first, LogFiles.CHECKPOINTS)) > first) {
                throw damaged(name, first, "missing, and signed for");
            }
            replica.delete(LogFiles.name(first, LogFiles.CHECKPOINTS));
            replica.delete(name);
            return false;
        }
        var report =
                new LogVerifier(replica, note -> note.isSignedBy(key), List.of(), _ -> {}, _ -> {}).verifyFrom(first);
        Optional<Finding> firstFinding = report.findings().stream().findFirst();
        if (firstFinding.isPresent()) {
            throw new AuditException(
                    "audit log: " + name + ", " + firstFinding.get().what());
        }
        position = report.end();
        return true;
    }

    private Segment readSegment(long first, String name) throws IOException {
        byte[] file = replica.read(name);
        Segment segment;
        try {
            segment = Segment.read(first, file);
        } catch (VerifyException malformed) {
            throw new AuditException(
                    "audit log: " + name + ", entry " + first + ": " + malformed.getMessage(), malformed);
        }
        switch (segment.tail()) {
            case NONE -> {}
            case DAMAGED -> throw damaged(name, segment.next(), "spoilt after it was durable");
            case TORN -> {
                cuts.add(new Cut(name, segment.next(), file.length - segment.validBytes()));
                replica.truncate(name, segment.validBytes());
            }
        }
        return segment;
    }

    private void truncateCheckpoints(String name) throws IOException {
        if (!replica.names().contains(name)) {
            return;
        }
        String file = new String(replica.read(name), StandardCharsets.ISO_8859_1);
        int validChars = SignedNote.validLength(new String(replica.read(name), StandardCharsets.UTF_8));
        int validBytes = new String(replica.read(name), StandardCharsets.UTF_8)
                .substring(0, validChars)
                .getBytes(StandardCharsets.UTF_8)
                .length;
        if (file.length() - validBytes > MAX_NOTE_BYTES) {
            throw new AuditException("audit log: " + name + ", spoilt at byte " + validBytes
                    + " (expected: at most the last checkpoint unfinished)");
        }
        if (validBytes < file.length()) {
            replica.truncate(name, validBytes);
        }
    }

    /// How many entries the checkpoints of a segment speak of.
    private long signedSize(String name) throws IOException {
        if (!replica.names().contains(name)) {
            return 0;
        }
        return SignedNote.parseAll(new String(replica.read(name), StandardCharsets.UTF_8)).stream()
                .mapToLong(note -> Checkpoint.parse(note.text()).size())
                .max()
                .orElse(0);
    }

    private static AuditException damaged(String file, long entry, String what) {
        return new AuditException("audit log: " + file + ", entry " + entry + ": " + what + " (expected: a whole log)");
    }

    private List<String> names(String kind) throws IOException {
        return replica.names().stream().filter(name -> name.endsWith(kind)).toList();
    }

    /// The checkpoints on this disk from `number` on; from all of its files, or as many as that takes.
    NavigableMap<Long, Sequencer.NumberedCheckpoint> checkpoints(long number) {
        var found = new TreeMap<Long, Sequencer.NumberedCheckpoint>();
        try {
            for (String name : names(LogFiles.CHECKPOINTS).reversed()) {
                for (SignedNote note : SignedNote.parseAll(new String(replica.read(name), StandardCharsets.UTF_8))) {
                    Checkpoint checkpoint = Checkpoint.parse(note.text());
                    found.put(
                            checkpoint.number(),
                            new Sequencer.NumberedCheckpoint(checkpoint.number(), checkpoint.size(), note));
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
    static List<SequencedEntry> readEntries(List<LogReplica> otherReplicas, LogPosition position, long durable)
            throws IOException {
        for (LogReplica otherReplica : otherReplicas) {
            Optional<String> name = otherReplica.names().stream()
                    .filter(candidate -> candidate.endsWith(LogFiles.ENTRIES))
                    .filter(candidate -> LogFiles.first(candidate) <= position.size())
                    .reduce((_, later) -> later);
            if (name.isPresent()) {
                List<SequencedEntry> entries = readEntries(otherReplica, name.get(), position.size(), durable);
                if (!entries.isEmpty()) {
                    return entries;
                }
            }
        }
        throw new AuditException("audit log: entry " + position.size() + " is on no other disk (expected: on one)");
    }

    private static List<SequencedEntry> readEntries(LogReplica otherReplica, String name, long from, long durable)
            throws IOException {
        long first = LogFiles.first(name);
        Segment segment = Segment.read(first, otherReplica.read(name));
        var hasher = new TreeHasher();
        var entries = new ArrayList<SequencedEntry>();
        for (long number = from; number < Math.min(durable, segment.next()); number++) {
            byte[] json = segment.json(Math.toIntExact(number - first));
            entries.add(SequencedEntry.of(Entry.parse(hasher, json), json));
        }
        return entries;
    }
}
