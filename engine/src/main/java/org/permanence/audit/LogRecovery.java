package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.Finding;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import org.permanence.verify.Segment;
import org.permanence.verify.SignedNote;
import org.permanence.verify.VerifyException;

/// Finds how far a replica has the log, from its last segments. Truncates what a crash can have left unfinished,
/// and refuses any other damage without changing it.
final class LogRecovery {

    /// Bytes at the end of a file that a crash had left unfinished.
    ///
    /// @param entry the first entry that is lost: no caller had a receipt for it
    record Cut(String file, long entry, long bytes) {}

    /// The size of the longest checkpoint. Only one is written at a time, so a crash leaves at most this much
    /// unfinished.
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
            throw new AuditException("audit log: unreadable (expected: access to each of its directories)", fault);
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

    /// Deletes a segment without entries, unless it is the only one of a log with an expired beginning.
    ///
    /// @return whether this segment gives the position
    private boolean readLastSegment(long first, boolean isOnlySegment) throws IOException {
        String name = LogFiles.name(first, LogFiles.ENTRIES);
        Segment segment = readSegment(first, name);
        truncateCheckpoints(LogFiles.name(first, LogFiles.CHECKPOINTS));
        if (segment.head().isEmpty() || (segment.size() == 0 && !(isOnlySegment && first > 0))) {
            requiredSize = Math.max(requiredSize, segment.head().isPresent() ? first : 0);
            if (signedSize(LogFiles.name(first, LogFiles.CHECKPOINTS)) > first) {
                throw damaged(name, first, "missing, but a checkpoint covers it");
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
            case DAMAGED -> throw damaged(name, segment.next(), "damaged after it was durable");
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
            throw new AuditException("audit log: " + name + ", damaged at byte " + validBytes
                    + " (expected: at most the last checkpoint unfinished)");
        }
        if (validBytes < file.length()) {
            replica.truncate(name, validBytes);
        }
    }

    /// The largest number of entries that a checkpoint in the file covers.
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

    /// The checkpoints of this replica, by number: all from `number` on, and the earlier ones of the files read.
    NavigableMap<Long, NumberedCheckpoint> checkpoints(long number) {
        var found = new TreeMap<Long, NumberedCheckpoint>();
        try {
            for (String name : names(LogFiles.CHECKPOINTS).reversed()) {
                for (SignedNote note : SignedNote.parseAll(new String(replica.read(name), StandardCharsets.UTF_8))) {
                    Checkpoint checkpoint = Checkpoint.parse(note.text());
                    found.put(
                            checkpoint.number(), new NumberedCheckpoint(checkpoint.number(), checkpoint.size(), note));
                }
                if (!found.isEmpty() && found.firstKey() <= number) {
                    break;
                }
            }
        } catch (IOException | VerifyException fault) {
            throw new AuditException("audit log: unreadable checkpoints (expected: whole files)", fault);
        }
        return found;
    }
}
