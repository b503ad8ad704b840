package org.permanence.store;

import static org.permanence.store.schema.Tables.WAITING_CALL;

import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.WaitingCall;

/// The table of calls that wait.
final class WaitingRows {

    private WaitingRows() {}

    static List<WaitingCall> of(DSLContext sql, TeamId team) {
        return sql.selectFrom(WAITING_CALL).where(WAITING_CALL.TEAM.eq(team)).fetch(WaitingRows::read);
    }

    static Optional<WaitingCall> one(DSLContext sql, TeamId team, CallId call) {
        return sql.selectFrom(WAITING_CALL)
                .where(WAITING_CALL.CALL.eq(call), WAITING_CALL.TEAM.eq(team))
                .fetchOptional(WaitingRows::read);
    }

    static void save(DSLContext sql, WaitingCall waiting) {
        sql.insertInto(WAITING_CALL)
                .set(WAITING_CALL.CALL, waiting.call())
                .set(WAITING_CALL.PRACTICE, waiting.practice())
                .set(WAITING_CALL.TEAM, waiting.team())
                .set(WAITING_CALL.URGENCY, waiting.urgency())
                .set(WAITING_CALL.SINCE, waiting.since())
                .set(WAITING_CALL.OFFERED_TO, waiting.offeredTo().orElse(null))
                .onConflict(WAITING_CALL.CALL)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    static void remove(DSLContext sql, TeamId team, CallId call) {
        sql.deleteFrom(WAITING_CALL)
                .where(WAITING_CALL.CALL.eq(call), WAITING_CALL.TEAM.eq(team))
                .execute();
    }

    private static WaitingCall read(Record row) {
        return new WaitingCall(
                row.get(WAITING_CALL.CALL),
                row.get(WAITING_CALL.PRACTICE),
                row.get(WAITING_CALL.TEAM),
                row.get(WAITING_CALL.URGENCY),
                row.get(WAITING_CALL.SINCE),
                Optional.ofNullable(row.get(WAITING_CALL.OFFERED_TO)));
    }
}
