package org.permanence.store;

import static org.permanence.store.schema.Tables.CALLBACK;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.permanence.call.CallId;
import org.permanence.callback.Callback;
import org.permanence.callback.CallbackBook;
import org.permanence.practice.PracticeId;
import org.permanence.seal.SealedNumber;

/// The table of whom to call back.
public final class JooqCallbackBook implements CallbackBook {

    private final Transactions transactions;

    public JooqCallbackBook(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(Callback callback) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(CALLBACK.CALL, callback.call());
        columns.put(CALLBACK.PRACTICE, callback.practice());
        columns.put(CALLBACK.CALLER, callback.caller());
        columns.put(CALLBACK.NUMBER_SEALED, callback.number().text());
        columns.put(CALLBACK.DIALLED_SEALED, callback.dialled().text());
        columns.put(CALLBACK.ASKED, callback.asked());
        columns.put(CALLBACK.ATTEMPTS, callback.attempts());
        transactions.run("callback: save", sql -> Transactions.put(sql, CALLBACK, columns));
    }

    @Override
    public Optional<Callback> of(CallId call) {
        return read(CALLBACK.CALL.eq(call)).stream().findFirst();
    }

    @Override
    public Optional<Callback> of(PracticeId practice, String caller) {
        return read(CALLBACK.PRACTICE.eq(practice), CALLBACK.CALLER.eq(caller)).stream()
                .reduce((_, last) -> last);
    }

    @Override
    public List<Callback> all() {
        return read();
    }

    @Override
    public void remove(CallId call) {
        transactions.run(
                "callback: remove",
                sql -> sql.deleteFrom(CALLBACK).where(CALLBACK.CALL.eq(call)).execute());
    }

    private List<Callback> read(Condition... which) {
        return transactions.read(
                "callbacks",
                sql -> sql.selectFrom(CALLBACK)
                        .where(which)
                        .orderBy(CALLBACK.ASKED, CALLBACK.CALL)
                        .fetch(JooqCallbackBook::read));
    }

    private static Callback read(Record row) {
        return new Callback(
                row.get(CALLBACK.CALL),
                row.get(CALLBACK.PRACTICE),
                row.get(CALLBACK.CALLER),
                new SealedNumber(row.get(CALLBACK.NUMBER_SEALED)),
                new SealedNumber(row.get(CALLBACK.DIALLED_SEALED)),
                row.get(CALLBACK.ASKED),
                row.get(CALLBACK.ATTEMPTS));
    }
}
