package org.permanence.store;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.permanence.store.schema.Tables.CALL_RECORD;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.permanence.call.CallId;
import org.permanence.journal.CallRecord;

/// Reads and writes `call_record`: one row for each call.
final class CallRecordRows {

    /// The columns that one passage through reception fills. An arrival of the same call resets them.
    private static final List<Field<?>> RESET_ON_ARRIVAL = List.of(
            CALL_RECORD.URGENCY,
            CALL_RECORD.LINE,
            CALL_RECORD.ASSISTANT,
            CALL_RECORD.ENDED_AT,
            CALL_RECORD.DISPOSITION,
            CALL_RECORD.HANGUP_CAUSE,
            CALL_RECORD.LANGUAGE);

    private CallRecordRows() {}

    /// Adds the new facts of each call. A call without a row gets one.
    static void merge(DSLContext sql, Collection<CallSummary> calls) {
        List<CallSummary> withEvent =
                calls.stream().filter(call -> call.lastEvent().isPresent()).toList();
        upsert(sql, withEvent.stream().filter(CallSummary::hasArrival).toList(), DSL::excluded);
        upsert(sql, withEvent.stream().filter(call -> !call.hasArrival()).toList(), CallRecordRows::excludedOrCurrent);
        calls.stream()
                .filter(call -> call.lastEvent().isEmpty() && call.consent().isPresent())
                .forEach(call -> updateConsent(sql, call));
    }

    /// Updates a call for which the summary has only consent: the call has a row already, and its state stays.
    private static void updateConsent(DSLContext sql, CallSummary call) {
        sql.update(CALL_RECORD)
                .set(CALL_RECORD.CONSENT, call.consent().orElseThrow())
                .where(CALL_RECORD.CALL.eq(call.first().call()))
                .execute();
    }

    /// @param merged how a column of an existing row changes
    private static void upsert(DSLContext sql, List<CallSummary> calls, UnaryOperator<Field<?>> merged) {
        if (calls.isEmpty()) {
            return;
        }
        var insert = sql.insertInto(
                CALL_RECORD,
                CALL_RECORD.CALL,
                CALL_RECORD.PRACTICE,
                CALL_RECORD.ARRIVED_AT,
                CALL_RECORD.LAST_EVENT,
                CALL_RECORD.URGENCY,
                CALL_RECORD.LINE,
                CALL_RECORD.ASSISTANT,
                CALL_RECORD.CONSENT,
                CALL_RECORD.ENDED_AT,
                CALL_RECORD.DISPOSITION,
                CALL_RECORD.HANGUP_CAUSE,
                CALL_RECORD.LANGUAGE);
        for (CallSummary call : calls) {
            insert = insert.values(
                    call.first().call(),
                    call.first().practice(),
                    call.first().at(),
                    call.lastEvent().orElseThrow(),
                    call.columns().urgency().orElse(null),
                    call.columns().line().orElse(null),
                    call.columns().assistant().orElse(null),
                    call.consent().orElse(null),
                    call.endedAt().orElse(null),
                    call.columns().disposition().orElse(null),
                    call.columns().cause().orElse(null),
                    call.columns().language().orElse(null));
        }
        insert.onConflict(CALL_RECORD.CALL)
                .doUpdate()
                .set(CALL_RECORD.LAST_EVENT, excluded(CALL_RECORD.LAST_EVENT))
                .set(CALL_RECORD.CONSENT, excludedOrCurrent(CALL_RECORD.CONSENT))
                .set(RESET_ON_ARRIVAL.stream().collect(Collectors.toMap(field -> field, merged)))
                .execute();
    }

    static Optional<CallRecord> open(DSLContext sql, CallId call) {
        return sql.selectFrom(CALL_RECORD)
                .where(CALL_RECORD.CALL.eq(call), CALL_RECORD.ENDED_AT.isNull())
                .fetchOptional(CallRecordRows::read);
    }

    static List<CallRecord> open(DSLContext sql) {
        return sql.selectFrom(CALL_RECORD)
                .where(CALL_RECORD.ENDED_AT.isNull())
                .orderBy(CALL_RECORD.ARRIVED_AT, CALL_RECORD.CALL)
                .fetch(CallRecordRows::read);
    }

    /// The value from the new entries, or else the current value of the row.
    private static <T> Field<T> excludedOrCurrent(Field<T> field) {
        return coalesce(excluded(field), field);
    }

    private static CallRecord read(Record row) {
        return new CallRecord(
                row.get(CALL_RECORD.CALL),
                row.get(CALL_RECORD.PRACTICE),
                row.get(CALL_RECORD.ARRIVED_AT),
                row.get(CALL_RECORD.LAST_EVENT),
                Optional.ofNullable(row.get(CALL_RECORD.URGENCY)),
                Optional.ofNullable(row.get(CALL_RECORD.LINE)),
                Optional.ofNullable(row.get(CALL_RECORD.CONSENT)),
                Optional.ofNullable(row.get(CALL_RECORD.LANGUAGE)));
    }
}
