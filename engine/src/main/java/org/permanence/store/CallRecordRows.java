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

/// The table of calls, one row each.
final class CallRecordRows {

    /// What is known of one passage through reception: a call that arrives anew begins another.
    private static final List<Field<?>> KNOWN = List.of(
            CALL_RECORD.URGENCY,
            CALL_RECORD.LINE,
            CALL_RECORD.ASSISTANT,
            CALL_RECORD.ENDED,
            CALL_RECORD.DISPOSITION,
            CALL_RECORD.CAUSE,
            CALL_RECORD.LANGUAGE);

    private CallRecordRows() {}

    /// Adds what has become known; the record of a call that is not in the table begins here.
    static void add(DSLContext sql, Collection<CallSummary> calls) {
        List<CallSummary> moved =
                calls.stream().filter(call -> call.place().isPresent()).toList();
        upsert(sql, moved.stream().filter(CallSummary::arrives).toList(), DSL::excluded);
        upsert(sql, moved.stream().filter(call -> !call.arrives()).toList(), CallRecordRows::latest);
        calls.stream()
                .filter(call -> call.place().isEmpty() && call.consent().isPresent())
                .forEach(call -> consent(sql, call));
    }

    /// Who has said no more than this has arrived before, and stays where they are.
    private static void consent(DSLContext sql, CallSummary call) {
        sql.update(CALL_RECORD)
                .set(CALL_RECORD.CONSENT, call.consent().orElseThrow())
                .where(CALL_RECORD.CALL.eq(call.first().call()))
                .execute();
    }

    /// @param known what becomes of what the record knew
    private static void upsert(DSLContext sql, List<CallSummary> calls, UnaryOperator<Field<?>> known) {
        if (calls.isEmpty()) {
            return;
        }
        var insert = sql.insertInto(
                CALL_RECORD,
                CALL_RECORD.CALL,
                CALL_RECORD.PRACTICE,
                CALL_RECORD.ARRIVED,
                CALL_RECORD.STATION,
                CALL_RECORD.URGENCY,
                CALL_RECORD.LINE,
                CALL_RECORD.ASSISTANT,
                CALL_RECORD.CONSENT,
                CALL_RECORD.ENDED,
                CALL_RECORD.DISPOSITION,
                CALL_RECORD.CAUSE,
                CALL_RECORD.LANGUAGE);
        for (CallSummary call : calls) {
            insert = insert.values(
                    call.first().call(),
                    call.first().practice(),
                    call.first().at(),
                    call.place().orElseThrow(),
                    call.facts().urgency().orElse(null),
                    call.facts().line().orElse(null),
                    call.facts().assistant().orElse(null),
                    call.consent().orElse(null),
                    call.ended().orElse(null),
                    call.facts().disposition().orElse(null),
                    call.facts().cause().orElse(null),
                    call.facts().language().orElse(null));
        }
        insert.onConflict(CALL_RECORD.CALL)
                .doUpdate()
                .set(CALL_RECORD.STATION, excluded(CALL_RECORD.STATION))
                .set(CALL_RECORD.CONSENT, latest(CALL_RECORD.CONSENT))
                .set(KNOWN.stream().collect(Collectors.toMap(field -> field, known)))
                .execute();
    }

    static Optional<CallRecord> open(DSLContext sql, CallId call) {
        return sql.selectFrom(CALL_RECORD)
                .where(CALL_RECORD.CALL.eq(call), CALL_RECORD.ENDED.isNull())
                .fetchOptional(CallRecordRows::read);
    }

    static List<CallRecord> open(DSLContext sql) {
        return sql.selectFrom(CALL_RECORD)
                .where(CALL_RECORD.ENDED.isNull())
                .orderBy(CALL_RECORD.ARRIVED, CALL_RECORD.CALL)
                .fetch(CallRecordRows::read);
    }

    /// What the new entries know, or else what the record knew.
    private static <T> Field<T> latest(Field<T> field) {
        return coalesce(excluded(field), field);
    }

    private static CallRecord read(Record row) {
        return new CallRecord(
                row.get(CALL_RECORD.CALL),
                row.get(CALL_RECORD.PRACTICE),
                row.get(CALL_RECORD.ARRIVED),
                row.get(CALL_RECORD.STATION),
                Optional.ofNullable(row.get(CALL_RECORD.URGENCY)),
                Optional.ofNullable(row.get(CALL_RECORD.LINE)),
                Optional.ofNullable(row.get(CALL_RECORD.CONSENT)),
                Optional.ofNullable(row.get(CALL_RECORD.LANGUAGE)));
    }
}
