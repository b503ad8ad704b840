package org.permanence.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.permanence.verify.Entry;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.Segment;
import org.permanence.verify.TreeHasher;

/// Reads entries from the files of the other replicas, for a replica that is too far behind to be served from
/// memory.
final class CatchUpSource {

    private final List<LogReplica> replicas;

    CatchUpSource(List<LogReplica> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    /// The next entries after `position`, from at most one segment.
    ///
    /// @param durable how many entries at least one replica has on its disk; later ones may still be lost
    /// @throws AuditException if no other replica has the next entry
    List<SequencedEntry> read(LogPosition position, long durable) throws IOException {
        for (LogReplica replica : replicas) {
            Optional<String> name = replica.names().stream()
                    .filter(candidate -> candidate.endsWith(LogFiles.ENTRIES))
                    .filter(candidate -> LogFiles.first(candidate) <= position.size())
                    .reduce((_, later) -> later);
            if (name.isPresent()) {
                List<SequencedEntry> entries = readSegment(replica, name.get(), position.size(), durable);
                if (!entries.isEmpty()) {
                    return entries;
                }
            }
        }
        throw new AuditException("audit log: entry " + position.size() + " is on no other replica (expected: on one)");
    }

    private static List<SequencedEntry> readSegment(LogReplica replica, String name, long from, long durable)
            throws IOException {
        long first = LogFiles.first(name);
        Segment segment = Segment.read(first, replica.read(name));
        var hasher = new TreeHasher();
        var entries = new ArrayList<SequencedEntry>();
        for (long number = from; number < Math.min(durable, segment.next()); number++) {
            byte[] json = segment.json(Math.toIntExact(number - first));
            entries.add(SequencedEntry.of(Entry.parse(hasher, json), json));
        }
        return entries;
    }
}
