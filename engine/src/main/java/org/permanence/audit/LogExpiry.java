package org.permanence.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.Segment;

/// Deletes the oldest segments of the log. The rest still verifies, because each segment's head has the compact
/// range of all entries before it.
final class LogExpiry {

    private LogExpiry() {}

    static long run(AuditGate gate, List<LogReplica> replicas, Principal actor, Purpose purpose, String before)
            throws IOException {
        long first = 0;
        for (LogReplica replica : replicas) {
            first = Math.max(first, keptFrom(replica, before));
        }
        if (first == 0) {
            return 0;
        }
        var details = new TreeMap<String, String>();
        details.put("first", Long.toString(first));
        var object = new AuditObject(AuditObject.Kind.LOG, "audit");
        AuditReceipt receipt = gate.open(new AuditRequest(
                actor, Optional.empty(), Action.LOG_EXPIRED, object, purpose, details, Optional.empty()));
        for (LogReplica replica : replicas) {
            delete(replica, keptFrom(replica, before));
        }
        gate.close(receipt, Outcome.SUCCEEDED);
        return first;
    }

    /// The first entry of the first segment to keep; 0 to keep all segments. The time of a segment's last entry is
    /// in the head of the next segment.
    private static long keptFrom(LogReplica replica, String before) throws IOException {
        List<String> segments = segments(replica);
        long kept = 0;
        for (int i = 1; i < segments.size(); i++) {
            long first = LogFiles.first(segments.get(i));
            Optional<LogPosition> head =
                    Segment.read(first, replica.read(segments.get(i))).head();
            if (head.isEmpty() || head.get().time().compareTo(before) >= 0) {
                return kept;
            }
            kept = first;
        }
        return kept;
    }

    /// Deletes checkpoints first: a crash may leave entries without checkpoints, but not the reverse.
    private static void delete(LogReplica replica, long kept) throws IOException {
        for (String name : segments(replica)) {
            long first = LogFiles.first(name);
            if (first < kept) {
                replica.delete(LogFiles.name(first, LogFiles.CHECKPOINTS));
                replica.delete(name);
            }
        }
    }

    private static List<String> segments(LogReplica replica) throws IOException {
        return replica.names().stream()
                .filter(name -> name.endsWith(LogFiles.ENTRIES))
                .toList();
    }
}
