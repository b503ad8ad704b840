package org.permanence.store;

import static org.permanence.store.schema.Tables.KEPT_TURN;

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

/// The table of callers who were cut off.
public final class JooqSavedPositionStore implements SavedPositionStore {

    private final Transactions transactions;

    public JooqSavedPositionStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(PracticeId practice, String caller, SavedPosition position, Instant until) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(KEPT_TURN.PRACTICE, practice);
        columns.put(KEPT_TURN.CALLER, caller);
        columns.put(KEPT_TURN.URGENCY, position.urgency());
        columns.put(KEPT_TURN.TURN, position.effectiveArrival());
        columns.put(KEPT_TURN.AGES, position.promotedAt().orElse(null));
        columns.put(KEPT_TURN.KEPT_UNTIL, until);
        transactions.run("kept turn: keep", sql -> Transactions.upsert(sql, KEPT_TURN, columns));
    }

    /// Whoever takes the row away has the turn: two calls of one number that arrive together do not both have it.
    @Override
    public Optional<SavedPosition> take(PracticeId practice, String caller, Instant now) {
        return transactions.run("kept turn: take", sql -> take(sql, practice, caller, now));
    }

    private static Optional<SavedPosition> take(DSLContext sql, PracticeId practice, String caller, Instant now) {
        Optional<SavedPosition> saved = sql.selectFrom(KEPT_TURN)
                .where(KEPT_TURN.PRACTICE.eq(practice), KEPT_TURN.CALLER.eq(caller), KEPT_TURN.KEPT_UNTIL.gt(now))
                .fetchOptional(JooqSavedPositionStore::read);
        return saved.filter(_ -> sql.deleteFrom(KEPT_TURN)
                        .where(KEPT_TURN.PRACTICE.eq(practice), KEPT_TURN.CALLER.eq(caller))
                        .execute()
                > 0);
    }

    @Override
    public void deleteExpired(Instant now) {
        transactions.run(
                "kept turn: forget",
                sql -> sql.deleteFrom(KEPT_TURN)
                        .where(KEPT_TURN.KEPT_UNTIL.le(now))
                        .execute());
    }

    private static SavedPosition read(Record row) {
        return new SavedPosition(
                row.get(KEPT_TURN.URGENCY), row.get(KEPT_TURN.TURN), Optional.ofNullable(row.get(KEPT_TURN.AGES)));
    }
}
