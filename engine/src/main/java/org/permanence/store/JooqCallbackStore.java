package org.permanence.store;

import static org.permanence.store.schema.Tables.CALLBACK_REQUEST;

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

/// Stores callback requests in `callback_request`.
public final class JooqCallbackStore implements CallbackStore {

    private final Transactions transactions;

    public JooqCallbackStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(CallbackRequest request) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(CALLBACK_REQUEST.CALL, request.call());
        columns.put(CALLBACK_REQUEST.PRACTICE, request.practice());
        columns.put(CALLBACK_REQUEST.CALLER_PSEUDONYM, request.callerPseudonym());
        columns.put(CALLBACK_REQUEST.NUMBER_SEALED, request.number().text());
        columns.put(CALLBACK_REQUEST.DID_SEALED, request.dialled().text());
        columns.put(CALLBACK_REQUEST.REQUESTED_AT, request.requestedAt());
        columns.put(CALLBACK_REQUEST.ATTEMPTS, request.attempts());
        columns.put(CALLBACK_REQUEST.NUMBER_ASSERTED, request.numberAsserted());
        transactions.run("callback: save", sql -> Transactions.upsert(sql, CALLBACK_REQUEST, columns));
    }

    @Override
    public Optional<CallbackRequest> find(CallId call) {
        return read(CALLBACK_REQUEST.CALL.eq(call)).stream().findFirst();
    }

    @Override
    public Optional<CallbackRequest> find(PracticeId practice, String caller) {
        return read(CALLBACK_REQUEST.PRACTICE.eq(practice), CALLBACK_REQUEST.CALLER_PSEUDONYM.eq(caller)).stream()
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
                sql -> sql.deleteFrom(CALLBACK_REQUEST)
                        .where(CALLBACK_REQUEST.CALL.eq(call))
                        .execute());
    }

    private List<CallbackRequest> read(Condition... conditions) {
        return transactions.read(
                "callback: read",
                sql -> sql.selectFrom(CALLBACK_REQUEST)
                        .where(conditions)
                        .orderBy(CALLBACK_REQUEST.REQUESTED_AT, CALLBACK_REQUEST.CALL)
                        .fetch(JooqCallbackStore::read));
    }

    private static CallbackRequest read(Record row) {
        return new CallbackRequest(
                row.get(CALLBACK_REQUEST.CALL),
                row.get(CALLBACK_REQUEST.PRACTICE),
                row.get(CALLBACK_REQUEST.CALLER_PSEUDONYM),
                new SealedNumber(row.get(CALLBACK_REQUEST.NUMBER_SEALED)),
                new SealedNumber(row.get(CALLBACK_REQUEST.DID_SEALED)),
                row.get(CALLBACK_REQUEST.REQUESTED_AT),
                row.get(CALLBACK_REQUEST.ATTEMPTS),
                row.get(CALLBACK_REQUEST.NUMBER_ASSERTED));
    }
}
