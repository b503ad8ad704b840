package org.permanence.store;

import static org.permanence.store.schema.Tables.SAVED_POSITION;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.permanence.callback.SavedPositionStore;
import org.permanence.practice.PracticeId;
import org.permanence.queue.SavedPosition;

/// Stores, in `saved_position`, the queue positions of callers who were cut off.
public final class JooqSavedPositionStore implements SavedPositionStore {

    private final Transactions transactions;

    public JooqSavedPositionStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(PracticeId practice, String caller, SavedPosition position, Instant until) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(SAVED_POSITION.PRACTICE, practice);
        columns.put(SAVED_POSITION.CALLER_PSEUDONYM, caller);
        columns.put(SAVED_POSITION.URGENCY, position.urgency());
        columns.put(SAVED_POSITION.EFFECTIVE_ARRIVAL, position.effectiveArrival());
        columns.put(SAVED_POSITION.PROMOTED_AT, position.promotedAt().orElse(null));
        columns.put(SAVED_POSITION.EXPIRES_AT, until);
        transactions.run("saved position: save", sql -> Transactions.upsert(sql, SAVED_POSITION, columns));
    }

    @Override
    public Optional<SavedPosition> position(PracticeId practice, String caller, Instant now) {
        return transactions.read("saved position: read", sql -> find(sql, practice, caller, now));
    }

    /// Deleting the row takes the position: of two calls from one number that arrive together, only one gets it.
    @Override
    public Optional<SavedPosition> take(PracticeId practice, String caller, Instant now) {
        return transactions.run("saved position: take", sql -> take(sql, practice, caller, now));
    }

    private static Optional<SavedPosition> take(DSLContext sql, PracticeId practice, String caller, Instant now) {
        return find(sql, practice, caller, now)
                .filter(_ -> sql.deleteFrom(SAVED_POSITION)
                                .where(SAVED_POSITION.PRACTICE.eq(practice), SAVED_POSITION.CALLER_PSEUDONYM.eq(caller))
                                .execute()
                        > 0);
    }

    private static Optional<SavedPosition> find(DSLContext sql, PracticeId practice, String caller, Instant now) {
        return sql.selectFrom(SAVED_POSITION)
                .where(
                        SAVED_POSITION.PRACTICE.eq(practice),
                        SAVED_POSITION.CALLER_PSEUDONYM.eq(caller),
                        SAVED_POSITION.EXPIRES_AT.gt(now))
                .fetchOptional(JooqSavedPositionStore::read);
    }

    @Override
    public void deleteExpired(Instant now) {
        transactions.run(
                "saved position: delete expired",
                sql -> sql.deleteFrom(SAVED_POSITION)
                        .where(SAVED_POSITION.EXPIRES_AT.le(now))
                        .execute());
    }

    private static SavedPosition read(Record row) {
        return new SavedPosition(
                row.get(SAVED_POSITION.URGENCY),
                row.get(SAVED_POSITION.EFFECTIVE_ARRIVAL),
                Optional.ofNullable(row.get(SAVED_POSITION.PROMOTED_AT)));
    }
}
