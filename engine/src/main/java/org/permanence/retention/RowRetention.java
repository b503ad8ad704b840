package org.permanence.retention;

import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;

/// Deletes rows of the database. Each practice's rows are entered in the audit log first; the result has their
/// number. Engines that share a database may both find the same rows: each enters what it deleted itself.
public final class RowRetention implements KindRetention {

    /// The kinds that are rows, in the order of deletion: rows that others need go last.
    public static final List<DataKind> KINDS = List.of(
            DataKind.JOURNAL,
            DataKind.CALL_RECORDS,
            DataKind.CLINICAL_NOTES,
            DataKind.RECORDING_ROWS,
            DataKind.BLOCKED_NUMBERS,
            DataKind.ON_CALL_OVERRIDES,
            DataKind.ASSISTANT_STATES,
            DataKind.PRACTICE_VERSIONS);

    /// Keeps a transaction in the range of milliseconds.
    static final int BATCH_SIZE = 500;

    private final DataKind kind;
    private final RetentionStore store;
    private final AuditGate audit;
    private final RetentionCalendar calendar;

    public RowRetention(DataKind kind, RetentionStore store, AuditGate audit, RetentionCalendar calendar) {
        this.kind = kind;
        this.store = store;
        this.audit = audit;
        this.calendar = calendar;
    }

    @Override
    public DataKind kind() {
        return kind;
    }

    @Override
    public void deleteExpired(LongConsumer onDeleted) {
        store.findExpired(kind, calendar.keptFrom(kind)).forEach(rows -> delete(rows, onDeleted));
    }

    private void delete(ExpiredRows rows, LongConsumer onDeleted) {
        AuditReceipt receipt = audit.open(AuditRequest.byEngine(
                Action.DATA_EXPIRED,
                rows.practice(),
                new AuditObject(AuditObject.Kind.DATA, kind.word()),
                Map.of("before", rows.before().toString())));
        Outcome outcome = Outcome.FAILED;
        long deleted = 0;
        try {
            int batch;
            do {
                batch = store.delete(rows, BATCH_SIZE);
                deleted += batch;
            } while (batch == BATCH_SIZE);
            outcome = Outcome.SUCCEEDED;
        } finally {
            audit.close(receipt, outcome, Map.of("rows", Long.toString(deleted)));
            if (deleted > 0) {
                onDeleted.accept(deleted);
            }
        }
    }
}
