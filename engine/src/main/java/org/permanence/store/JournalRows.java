package org.permanence.store;

import static org.permanence.store.schema.Tables.JOURNAL;

import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.journal.JournalEntry;

/// Reads and writes `journal`.
final class JournalRows {

    private JournalRows() {}

    /// One statement with many rows: a jOOQ batch costs eight times as much on H2.
    static void add(DSLContext sql, List<JournalEntry> entries) {
        var insert = sql.insertInto(
                JOURNAL,
                JOURNAL.CALL,
                JOURNAL.PRACTICE,
                JOURNAL.OCCURRED_AT,
                JOURNAL.EVENT,
                JOURNAL.URGENCY,
                JOURNAL.ASSISTANT,
                JOURNAL.LINE,
                JOURNAL.DISPOSITION,
                JOURNAL.HANGUP_CAUSE,
                JOURNAL.LANGUAGE);
        for (JournalEntry entry : entries) {
            JournalColumns columns = JournalColumns.of(entry.detail());
            insert = insert.values(
                    entry.call(),
                    entry.practice(),
                    entry.at(),
                    entry.event(),
                    columns.urgency().orElse(null),
                    columns.assistant().orElse(null),
                    columns.line().orElse(null),
                    columns.disposition().orElse(null),
                    columns.cause().orElse(null),
                    columns.language().orElse(null));
        }
        insert.execute();
    }

    static List<JournalEntry> of(DSLContext sql, CallId call) {
        return sql.selectFrom(JOURNAL)
                .where(JOURNAL.CALL.eq(call))
                .orderBy(JOURNAL.ID)
                .fetch(JournalRows::read);
    }

    static List<JournalEntry> latest(DSLContext sql, PracticeScope scope, int limit) {
        return sql.selectFrom(JOURNAL)
                .where(JOURNAL.PRACTICE.in(scope.practices()))
                .orderBy(JOURNAL.OCCURRED_AT.desc(), JOURNAL.ID.desc())
                .limit(limit)
                .fetch(JournalRows::read)
                .reversed();
    }

    private static JournalEntry read(Record row) {
        JournalColumns columns = new JournalColumns(
                Optional.ofNullable(row.get(JOURNAL.URGENCY)),
                Optional.ofNullable(row.get(JOURNAL.ASSISTANT)),
                Optional.ofNullable(row.get(JOURNAL.LINE)),
                Optional.ofNullable(row.get(JOURNAL.DISPOSITION)),
                Optional.ofNullable(row.get(JOURNAL.HANGUP_CAUSE)),
                Optional.ofNullable(row.get(JOURNAL.LANGUAGE)));
        return new JournalEntry(
                row.get(JOURNAL.CALL),
                row.get(JOURNAL.PRACTICE),
                row.get(JOURNAL.OCCURRED_AT),
                row.get(JOURNAL.EVENT),
                columns.detail());
    }
}
