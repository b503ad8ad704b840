package org.permanence.store;

import static org.permanence.store.schema.Tables.WAITING_CALL;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.exception.DataChangedException;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.Elsewhere;
import org.permanence.queue.Spoken;
import org.permanence.queue.WaitingCall;

/// The table of calls that wait.
final class WaitingRows {

    private WaitingRows() {}

    static List<WaitingCall> of(DSLContext sql, TeamId team) {
        return sql.selectFrom(WAITING_CALL).where(WAITING_CALL.TEAM.eq(team)).fetch(WaitingRows::read);
    }

    static Optional<WaitingCall> of(DSLContext sql, CallId call) {
        return sql.selectFrom(WAITING_CALL).where(WAITING_CALL.CALL.eq(call)).fetchOptional(WaitingRows::read);
    }

    /// The rows of the team whose lock is held. A row that is not as it was left fails the transaction, and is read
    /// again by the next.
    static Rows.Table<WaitingCall> under(DSLContext sql, TeamId team) {
        return new Rows.Table<>() {
            @Override
            public void insert(List<WaitingCall> rows) {
                one(Transactions.batch(
                        sql, sql.insertInto(WAITING_CALL).set(columns(rows.getFirst())), rows, WaitingRows::values));
                tell(rows);
            }

            @Override
            public void update(List<WaitingCall> rows) {
                one(Transactions.batch(
                        sql,
                        sql.update(WAITING_CALL).set(columns(rows.getFirst())).where(its(rows.getFirst())),
                        rows,
                        row -> Stream.concat(values(row), key(row))));
                tell(rows);
            }

            @Override
            public void delete(List<WaitingCall> rows) {
                one(Transactions.batch(sql, sql.deleteFrom(WAITING_CALL).where(its(rows.getFirst())), rows, this::key));
            }

            private Condition its(WaitingCall row) {
                return WAITING_CALL.CALL.eq(row.call()).and(WAITING_CALL.TEAM.eq(team));
            }

            private Stream<Object> key(WaitingCall row) {
                return Stream.of(row.call(), team);
            }

            private void tell(List<WaitingCall> rows) {
                rows.stream()
                        .map(WaitingCall::team)
                        .filter(other -> !other.equals(team))
                        .forEach(other -> TeamRows.notice(sql, other));
            }
        };
    }

    private static void one(int[] changed) {
        if (!IntStream.of(changed).allMatch(rows -> rows == 1)) {
            throw new DataChangedException("queue: a row that was changed without the team's lock");
        }
    }

    private static Stream<Object> values(WaitingCall waiting) {
        return columns(waiting).values().stream();
    }

    private static Map<Field<?>, Object> columns(WaitingCall waiting) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(WAITING_CALL.CALL, waiting.call());
        columns.put(WAITING_CALL.PRACTICE, waiting.practice());
        columns.put(WAITING_CALL.TEAM, waiting.team());
        columns.put(WAITING_CALL.URGENCY, waiting.urgency());
        columns.put(WAITING_CALL.SINCE, waiting.since());
        columns.put(WAITING_CALL.OFFERED_TO, waiting.offeredTo().orElse(null));
        columns.put(WAITING_CALL.TURN, waiting.turn());
        columns.put(WAITING_CALL.AGES, waiting.ages().orElse(null));
        columns.put(
                WAITING_CALL.HOME_TEAM, waiting.elsewhere().map(Elsewhere::home).orElse(null));
        columns.put(
                WAITING_CALL.OTHER_TEAM,
                waiting.elsewhere().map(Elsewhere::team).orElse(null));
        columns.put(
                WAITING_CALL.OTHER_FROM,
                waiting.elsewhere().map(Elsewhere::from).orElse(null));
        columns.put(WAITING_CALL.RUNG_FROM, waiting.rungFrom().orElse(null));
        columns.put(WAITING_CALL.ON_CALL_RINGS, waiting.onCallRings());
        columns.put(
                WAITING_CALL.LANGUAGE, waiting.spoken().map(Spoken::language).orElse(null));
        columns.put(
                WAITING_CALL.LANGUAGE_ONLY, waiting.spoken().map(Spoken::only).orElse(false));
        columns.put(WAITING_CALL.FAMILIAR, waiting.familiar().orElse(null));
        return columns;
    }

    private static WaitingCall read(Record row) {
        return new WaitingCall(
                row.get(WAITING_CALL.CALL),
                row.get(WAITING_CALL.PRACTICE),
                row.get(WAITING_CALL.TEAM),
                row.get(WAITING_CALL.URGENCY),
                row.get(WAITING_CALL.SINCE),
                Optional.ofNullable(row.get(WAITING_CALL.OFFERED_TO)),
                row.get(WAITING_CALL.TURN),
                Optional.ofNullable(row.get(WAITING_CALL.AGES)),
                Optional.ofNullable(row.get(WAITING_CALL.HOME_TEAM))
                        .map(home -> new Elsewhere(
                                home, row.get(WAITING_CALL.OTHER_TEAM), row.get(WAITING_CALL.OTHER_FROM))),
                Optional.ofNullable(row.get(WAITING_CALL.RUNG_FROM)),
                row.get(WAITING_CALL.ON_CALL_RINGS),
                Optional.ofNullable(row.get(WAITING_CALL.LANGUAGE))
                        .map(language -> new Spoken(language, row.get(WAITING_CALL.LANGUAGE_ONLY))),
                Optional.ofNullable(row.get(WAITING_CALL.FAMILIAR)));
    }
}
