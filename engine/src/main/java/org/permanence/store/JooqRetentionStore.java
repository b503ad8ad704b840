package org.permanence.store;

import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.permanence.store.schema.Tables.ASSISTANT_PRESENCE;
import static org.permanence.store.schema.Tables.BLOCKED_NUMBER;
import static org.permanence.store.schema.Tables.CALLBACK_REQUEST;
import static org.permanence.store.schema.Tables.CALL_RECORD;
import static org.permanence.store.schema.Tables.CLINICAL_NOTE;
import static org.permanence.store.schema.Tables.JOURNAL;
import static org.permanence.store.schema.Tables.MESSAGE;
import static org.permanence.store.schema.Tables.ON_CALL_OVERRIDE;
import static org.permanence.store.schema.Tables.PRACTICE_VERSION;
import static org.permanence.store.schema.Tables.QUEUE_ENTRY;
import static org.permanence.store.schema.Tables.RECORDING;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.retention.DataKind;
import org.permanence.retention.ExpiredRows;
import org.permanence.retention.RetentionStore;

/// Deletes expired rows by key, in batches. The practices of a table are found one after the other through the
/// index that begins with the practice: counting them would read the whole table.
public final class JooqRetentionStore implements RetentionStore {

    /// The practices and the assistants that there are now. Rows of others may be deleted sooner.
    public record Configured(Set<PracticeId> practices, Supplier<Set<Login>> assistants) {

        public Configured {
            practices = Set.copyOf(practices);
        }
    }

    /// Where rows of one kind are.
    ///
    /// @param practice the column of the practice that owns a row; empty if the installation owns all
    /// @param key      the column that identifies a row among those of its practice
    /// @param expired  the rows that may be deleted. It may read the database: ask for it outside a transaction
    private record ExpiringTable<R extends Record, K>(
            Table<R> table,
            Optional<TableField<R, PracticeId>> practice,
            TableField<R, K> key,
            Function<ExpiredRows, Condition> expired) {

        Condition where(ExpiredRows rows) {
            return ownedBy(rows).and(expired.apply(rows));
        }

        Condition ownedBy(ExpiredRows rows) {
            return practice.flatMap(column -> rows.practice().map(column::eq)).orElse(noCondition());
        }
    }

    private final Transactions transactions;
    private final Configured configured;

    public JooqRetentionStore(Database database, Configured configured) {
        this.transactions = database.transactions();
        this.configured = configured;
    }

    @Override
    public List<ExpiredRows> findExpired(DataKind kind, Instant before) {
        ExpiringTable<?, ?> table = tableOf(kind);
        return owners(table)
                .map(owner -> new ExpiredRows(kind, owner, before))
                .filter(rows -> hasExpired(table, rows))
                .toList();
    }

    private boolean hasExpired(ExpiringTable<?, ?> table, ExpiredRows rows) {
        Condition expired = table.where(rows);
        return transactions.read(
                "retention: look for expired rows",
                sql -> sql.fetchExists(selectOne().from(table.table()).where(expired)));
    }

    @Override
    public int delete(ExpiredRows rows, int limit) {
        return delete(tableOf(rows.kind()), rows, limit);
    }

    private <R extends Record, K> int delete(ExpiringTable<R, K> table, ExpiredRows rows, int limit) {
        Condition expired = table.where(rows);
        return transactions.run("retention: delete rows", sql -> {
            List<K> keys = sql.select(table.key())
                    .from(table.table())
                    .where(expired)
                    .limit(limit)
                    .fetch(table.key());
            return keys.isEmpty()
                    ? 0
                    : sql.deleteFrom(table.table())
                            .where(expired, table.key().in(keys)) // A hold may have been set since.
                            .execute();
        });
    }

    @Override
    public boolean hasLeft(PracticeId practice) {
        return !configured.practices().contains(practice)
                && transactions.read(
                        "retention: look for the rows of a practice",
                        sql -> Stream.of(
                                        JOURNAL.PRACTICE,
                                        CALL_RECORD.PRACTICE,
                                        RECORDING.PRACTICE,
                                        CLINICAL_NOTE.PRACTICE,
                                        QUEUE_ENTRY.PRACTICE,
                                        CALLBACK_REQUEST.PRACTICE)
                                .noneMatch(column -> hasRows(sql, column, practice)));
    }

    private static boolean hasRows(DSLContext sql, TableField<?, PracticeId> column, PracticeId practice) {
        return sql.fetchExists(selectOne().from(column.getTable()).where(column.eq(practice)));
    }

    private <R extends Record> Stream<Optional<PracticeId>> owners(ExpiringTable<R, ?> table) {
        return table.practice()
                .map(column -> practices(table.table(), column).stream().map(Optional::of))
                .orElseGet(() -> Stream.of(Optional.empty()));
    }

    private List<PracticeId> practices(Table<?> table, Field<PracticeId> column) {
        List<PracticeId> found = new ArrayList<>();
        Optional<PracticeId> next = nextPractice(table, column, noCondition());
        while (next.isPresent()) {
            found.add(next.get());
            next = nextPractice(table, column, column.gt(next.get()));
        }
        return found;
    }

    private Optional<PracticeId> nextPractice(Table<?> table, Field<PracticeId> column, Condition condition) {
        return transactions.read(
                "retention: look for practices",
                sql -> sql.select(column)
                        .from(table)
                        .where(condition)
                        .orderBy(column)
                        .limit(1)
                        .fetchOptional(column));
    }

    private ExpiringTable<?, ?> tableOf(DataKind kind) {
        return switch (kind) {
            case JOURNAL ->
                new ExpiringTable<>(
                        JOURNAL,
                        Optional.of(JOURNAL.PRACTICE),
                        JOURNAL.ID,
                        rows -> JOURNAL.OCCURRED_AT
                                .lt(rows.before())
                                .and(hasNoRecording(JOURNAL.CALL, RECORDING.LEGAL_HOLD.isTrue())));
            case CALL_RECORDS ->
                new ExpiringTable<>(
                        CALL_RECORD,
                        Optional.of(CALL_RECORD.PRACTICE),
                        CALL_RECORD.CALL,
                        rows -> CALL_RECORD
                                .ARRIVED_AT
                                .lt(rows.before())
                                .and(CALL_RECORD.ENDED_AT.isNotNull())
                                .and(hasNoRecording(CALL_RECORD.CALL, isStoredOrHeld())));
            case CLINICAL_NOTES -> clinicalNotes();
            case RECORDING_ROWS ->
                new ExpiringTable<>(
                        RECORDING,
                        Optional.of(RECORDING.PRACTICE),
                        RECORDING.ID,
                        JooqRetentionStore::isExpiredRecordingRow);
            case PRACTICE_VERSIONS ->
                new ExpiringTable<>(
                        PRACTICE_VERSION,
                        Optional.of(PRACTICE_VERSION.PRACTICE),
                        PRACTICE_VERSION.NUMBER,
                        this::isExpiredVersion);
            case BLOCKED_NUMBERS ->
                new ExpiringTable<>(
                        BLOCKED_NUMBER,
                        Optional.of(BLOCKED_NUMBER.PRACTICE),
                        BLOCKED_NUMBER.PSEUDONYM,
                        rows -> BLOCKED_NUMBER.BLOCKED_AT.lt(rows.before()));
            case ON_CALL_OVERRIDES ->
                new ExpiringTable<>(
                        ON_CALL_OVERRIDE, Optional.empty(), ON_CALL_OVERRIDE.ID, JooqRetentionStore::isExpiredOverride);
            case ASSISTANT_STATES ->
                new ExpiringTable<>(
                        ASSISTANT_PRESENCE,
                        Optional.empty(),
                        ASSISTANT_PRESENCE.LOGIN,
                        rows -> ASSISTANT_PRESENCE
                                .SINCE
                                .lt(rows.before())
                                .and(ASSISTANT_PRESENCE.STATE.eq(AssistantState.OFF))
                                .and(ASSISTANT_PRESENCE.LOGIN.notIn(
                                        configured.assistants().get())));
            case RECORDINGS, AUDIT_LOG, PSEUDONYM_KEYS ->
                throw new IllegalArgumentException("retention: " + kind.word() + " (expected: a kind that is rows)");
        };
    }

    /// A note has its own end.
    private static ExpiringTable<?, ?> clinicalNotes() {
        return new ExpiringTable<>(
                CLINICAL_NOTE,
                Optional.of(CLINICAL_NOTE.PRACTICE),
                CLINICAL_NOTE.ID,
                rows -> CLINICAL_NOTE
                        .EXPIRES_AT
                        .le(rows.before())
                        .and(hasNoRecording(CLINICAL_NOTE.CALL, RECORDING.LEGAL_HOLD.isTrue())));
    }

    /// The call record proves that the caller was notified: it is kept as long as the recording.
    private static Condition isStoredOrHeld() {
        return RECORDING.STATE.in(JooqRecordingStore.NOT_REMOVED).or(RECORDING.LEGAL_HOLD.isTrue());
    }

    private static Condition hasNoRecording(Field<CallId> call, Condition which) {
        return notExists(selectOne().from(RECORDING).where(RECORDING.CALL.eq(call), which));
    }

    /// The row of a message is found through the row of its recording, so it goes first.
    private static Condition isExpiredRecordingRow(ExpiredRows rows) {
        return RECORDING
                .STARTED_AT
                .lt(rows.before())
                .and(RECORDING.STATE.notIn(JooqRecordingStore.NOT_REMOVED))
                .and(RECORDING.LEGAL_HOLD.isFalse())
                .and(notExists(selectOne().from(MESSAGE).where(MESSAGE.RECORDING.eq(RECORDING.ID))));
    }

    /// A text is in use until the next one is. The last text of a practice that left goes with its last call.
    private Condition isExpiredVersion(ExpiredRows rows) {
        PracticeId practice = rows.practice().orElseThrow();
        Condition old = PRACTICE_VERSION.VALID_FROM.lt(rows.before());
        return hasLeft(practice)
                ? old
                : PRACTICE_VERSION.NUMBER.lt(select(max(PRACTICE_VERSION.NUMBER))
                        .from(PRACTICE_VERSION)
                        .where(PRACTICE_VERSION.PRACTICE.eq(practice), old));
    }

    /// The next override gets the highest number and one.
    private static Condition isExpiredOverride(ExpiredRows rows) {
        return ON_CALL_OVERRIDE
                .ENDS_AT
                .lt(rows.before())
                .and(ON_CALL_OVERRIDE.ID.lt(select(max(ON_CALL_OVERRIDE.ID)).from(ON_CALL_OVERRIDE)));
    }
}
