package org.permanence.store;

import static org.permanence.store.schema.Tables.WAITING_CALL;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.Elsewhere;
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

    static void save(DSLContext sql, WaitingCall waiting) {
        Map<Field<?>, Object> columns = columns(waiting);
        sql.insertInto(WAITING_CALL)
                .set(columns)
                .onDuplicateKeyUpdate()
                .set(columns)
                .execute();
    }

    static void remove(DSLContext sql, TeamId team, CallId call) {
        sql.deleteFrom(WAITING_CALL)
                .where(WAITING_CALL.CALL.eq(call), WAITING_CALL.TEAM.eq(team))
                .execute();
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
                                home, row.get(WAITING_CALL.OTHER_TEAM), row.get(WAITING_CALL.OTHER_FROM))));
    }
}
