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

/// The end of a log's time. What is left verifies by itself: each segment's head has the tree of what came before.
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

    /// The first entry of the first segment that stays; a segment's entries are no later than what the next one's
    /// head says. Nothing goes where nothing would go: the oldest segment that stays may be the oldest there is.
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

    /// Checkpoints first: entries without any are a log, checkpoints without entries are none.
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
