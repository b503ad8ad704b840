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
import org.permanence.callback.CallbackRequest;
import org.permanence.callback.CallbackStore;
import org.permanence.practice.PracticeId;
import org.permanence.seal.SealedNumber;

/// The table of whom to call back.
public final class JooqCallbackStore implements CallbackStore {

    private final Transactions transactions;

    public JooqCallbackStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(CallbackRequest request) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(CALLBACK.CALL, request.call());
        columns.put(CALLBACK.PRACTICE, request.practice());
        columns.put(CALLBACK.CALLER, request.callerPseudonym());
        columns.put(CALLBACK.NUMBER_SEALED, request.number().text());
        columns.put(CALLBACK.DIALLED_SEALED, request.dialled().text());
        columns.put(CALLBACK.ASKED, request.requestedAt());
        columns.put(CALLBACK.ATTEMPTS, request.attempts());
        transactions.run("callback: save", sql -> Transactions.upsert(sql, CALLBACK, columns));
    }

    @Override
    public Optional<CallbackRequest> find(CallId call) {
        return read(CALLBACK.CALL.eq(call)).stream().findFirst();
    }

    @Override
    public Optional<CallbackRequest> find(PracticeId practice, String caller) {
        return read(CALLBACK.PRACTICE.eq(practice), CALLBACK.CALLER.eq(caller)).stream()
                .reduce((_, last) -> last);
    }

    @Override
    public List<CallbackRequest> all() {
        return read();
    }

    @Override
    public void remove(CallId call) {
        transactions.run(
                "callback: remove",
                sql -> sql.deleteFrom(CALLBACK).where(CALLBACK.CALL.eq(call)).execute());
    }

    private List<CallbackRequest> read(Condition... conditions) {
        return transactions.read(
                "callbacks",
                sql -> sql.selectFrom(CALLBACK)
                        .where(conditions)
                        .orderBy(CALLBACK.ASKED, CALLBACK.CALL)
                        .fetch(JooqCallbackStore::read));
    }

    private static CallbackRequest read(Record row) {
        return new CallbackRequest(
                row.get(CALLBACK.CALL),
                row.get(CALLBACK.PRACTICE),
                row.get(CALLBACK.CALLER),
                new SealedNumber(row.get(CALLBACK.NUMBER_SEALED)),
                new SealedNumber(row.get(CALLBACK.DIALLED_SEALED)),
                row.get(CALLBACK.ASKED),
                row.get(CALLBACK.ATTEMPTS));
    }
}
