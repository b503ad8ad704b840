package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.LogFiles;
import org.permanence.verify.SignedNote;
import org.permanence.verify.VerifyException;

/// The checkpoints in the files of a log's replicas.
///
/// @param replicas the log's directories
record LogHistory(List<? extends LogFiles> replicas) {

    /// Whether the log has this checkpoint, or begins after it because its earlier entries have expired. The
    /// replicas are one log: one of them is enough.
    boolean contains(Checkpoint checkpoint) {
        return replicas.stream().anyMatch(replica -> contains(replica, checkpoint));
    }

    private static boolean contains(LogFiles replica, Checkpoint checkpoint) {
        try {
            List<String> names = replica.names();
            for (String name : names.reversed()) {
                if (name.endsWith(LogFiles.CHECKPOINTS)) {
                    List<Checkpoint> found = checkpoints(replica, name);
                    if (!found.isEmpty() && found.getFirst().number() <= checkpoint.number()) {
                        return found.contains(checkpoint);
                    }
                }
            }
            return firstEntry(names).orElse(0) >= checkpoint.size();
        } catch (IOException fault) {
            throw new AuditException("audit log: unreadable (expected: access to each of its directories)", fault);
        }
    }

    /// A crash may have left the last note unfinished.
    private static List<Checkpoint> checkpoints(LogFiles replica, String name) throws IOException {
        String text = new String(replica.read(name), StandardCharsets.UTF_8);
        List<Checkpoint> found = new ArrayList<>();
        try {
            for (SignedNote note : SignedNote.parseAll(text.substring(0, SignedNote.validLength(text)))) {
                found.add(Checkpoint.parse(note.text()));
            }
        } catch (VerifyException malformed) {
            throw new AuditException("audit log: " + name + ", unreadable (expected: checkpoints)", malformed);
        }
        return found;
    }

    private static OptionalLong firstEntry(List<String> names) {
        return names.stream().mapToLong(LogFiles::first).min();
    }
}
