package org.permanence.store;

import static org.permanence.store.schema.Tables.ASSISTANT_PRESENCE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// The table of what assistants are doing. An assistant has one row: the team that saves it last has her.
final class PresenceRows {

    private PresenceRows() {}

    static List<Presence> of(DSLContext sql, TeamId team) {
        return sql.selectFrom(ASSISTANT_PRESENCE)
                .where(ASSISTANT_PRESENCE.TEAM.eq(team))
                .fetch(PresenceRows::read);
    }

    /// The team whose assistant is reserved for the call, or talks with it.
    static Optional<TeamId> teamOf(DSLContext sql, CallId call) {
        return sql.select(ASSISTANT_PRESENCE.TEAM)
                .from(ASSISTANT_PRESENCE)
                .where(ASSISTANT_PRESENCE.CALL.eq(call))
                .limit(1)
                .fetchOptional(ASSISTANT_PRESENCE.TEAM);
    }

    static void save(DSLContext sql, Presence presence) {
        Map<Field<?>, Object> columns = columns(presence);
        sql.insertInto(ASSISTANT_PRESENCE)
                .set(columns)
                .onDuplicateKeyUpdate()
                .set(columns)
                .execute();
    }

    private static Map<Field<?>, Object> columns(Presence presence) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(ASSISTANT_PRESENCE.LOGIN, presence.login());
        columns.put(ASSISTANT_PRESENCE.TEAM, presence.team());
        columns.put(ASSISTANT_PRESENCE.STATE, presence.state());
        columns.put(ASSISTANT_PRESENCE.SINCE, presence.since());
        columns.put(ASSISTANT_PRESENCE.READY_SINCE, presence.readySince());
        columns.put(ASSISTANT_PRESENCE.UNTIL, presence.until().orElse(null));
        columns.put(ASSISTANT_PRESENCE.REASON, presence.reason().orElse(null));
        columns.put(ASSISTANT_PRESENCE.CALL, presence.call().orElse(null));
        return columns;
    }

    private static Presence read(Record row) {
        return new Presence(
                row.get(ASSISTANT_PRESENCE.LOGIN),
                row.get(ASSISTANT_PRESENCE.TEAM),
                row.get(ASSISTANT_PRESENCE.STATE),
                row.get(ASSISTANT_PRESENCE.SINCE),
                row.get(ASSISTANT_PRESENCE.READY_SINCE),
                Optional.ofNullable(row.get(ASSISTANT_PRESENCE.UNTIL)),
                Optional.ofNullable(row.get(ASSISTANT_PRESENCE.REASON)),
                Optional.ofNullable(row.get(ASSISTANT_PRESENCE.CALL)));
    }
}
