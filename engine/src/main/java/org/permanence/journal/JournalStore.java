package org.permanence.journal;

import java.util.List;
import java.util.Optional;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;

/// Stores journal entries, and one record per call that sums up its entries.
public interface JournalStore {

    /// Writes all of `entries`, in order, or none.
    void write(List<JournalEntry> entries);

    List<JournalEntry> entries(CallId call);

    /// The last `limit` entries of the calls of the scope's practices, oldest first.
    List<JournalEntry> latest(PracticeScope scope, int limit);

    /// The record of a call that has not ended.
    Optional<CallRecord> openCall(CallId call);

    /// The records of every call that has not ended, oldest first.
    List<CallRecord> openCalls();
}
