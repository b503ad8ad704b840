package org.permanence.audit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.Segment;

/// Deletes the oldest segments of the log. The rest still verifies, because each segment's head has the compact
/// range of all entries before it.
final class LogExpiry {

    private LogExpiry() {}

    /// Deletes the segments of all replicas that have only entries older than `before`.
    ///
    /// @return the number of deleted entries
    static long run(AuditGate gate, List<LogReplica> replicas, String before) throws IOException {
        long oldest = Long.MAX_VALUE;
        long first = 0;
        for (LogReplica replica : replicas) {
            oldest = Math.min(oldest, oldest(replica));
            first = Math.max(first, keptFrom(replica, before));
        }
        if (first == 0) {
            return 0;
        }
        AuditReceipt receipt = gate.open(AuditRequest.byEngine(
                Action.LOG_EXPIRED,
                Optional.empty(),
                new AuditObject(AuditObject.Kind.LOG, "audit"),
                Map.of("first", Long.toString(first))));
        Outcome outcome = Outcome.FAILED;
        try {
            for (LogReplica replica : replicas) {
                delete(replica, keptFrom(replica, before));
            }
            outcome = Outcome.SUCCEEDED;
        } finally {
            gate.close(receipt, outcome);
        }
        return first - oldest;
    }

    private static long oldest(LogReplica replica) throws IOException {
        List<String> segments = segments(replica);
        return segments.isEmpty() ? Long.MAX_VALUE : LogFiles.first(segments.getFirst());
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
