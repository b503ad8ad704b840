package org.permanence.store;

import java.util.List;
import java.util.Optional;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.journal.CallRecord;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalStore;

/// Stores the journal in `journal` and `call_record`. The entries of a call and its record are committed together.
public final class JooqJournalStore implements JournalStore {

    private final Transactions transactions;

    public JooqJournalStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void write(List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        transactions.run("journal: write", sql -> {
            JournalRows.add(sql, entries);
            CallRecordRows.merge(sql, CallSummary.of(entries));
            return entries.size();
        });
    }

    @Override
    public List<JournalEntry> entries(CallId call) {
        return transactions.read("journal: read the entries of a call", sql -> JournalRows.of(sql, call));
    }

    @Override
    public List<JournalEntry> latest(PracticeScope scope, int limit) {
        return transactions.read("journal: read the latest entries", sql -> JournalRows.latest(sql, scope, limit));
    }

    @Override
    public Optional<CallRecord> openCall(CallId call) {
        return transactions.read("journal: read an open call", sql -> CallRecordRows.open(sql, call));
    }

    @Override
    public List<CallRecord> openCalls() {
        return transactions.read("journal: read the open calls", CallRecordRows::open);
    }
}
