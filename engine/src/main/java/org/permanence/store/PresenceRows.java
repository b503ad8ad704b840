package org.permanence.store;

import static org.permanence.store.schema.Tables.ASSISTANT_PRESENCE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// The rows of the table assistant_presence. An assistant has one row, which belongs to the team that saved it
/// last.
final class PresenceRows {

    private PresenceRows() {}

    static List<Presence> of(DSLContext sql, TeamId team) {
        return sql.selectFrom(ASSISTANT_PRESENCE)
                .where(ASSISTANT_PRESENCE.TEAM.eq(team))
                .fetch(PresenceRows::read);
    }

    /// The team of the assistant who is reserved for the call or in it.
    static Optional<TeamId> teamOf(DSLContext sql, CallId call) {
        return sql.select(ASSISTANT_PRESENCE.TEAM)
                .from(ASSISTANT_PRESENCE)
                .where(ASSISTANT_PRESENCE.CALL.eq(call))
                .limit(1)
                .fetchOptional(ASSISTANT_PRESENCE.TEAM);
    }

    /// Writes the rows of the team whose lock is held.
    static RowCache.RowWriter<Presence> writer(DSLContext sql, TeamId team) {
        return new RowCache.RowWriter<>() {
            @Override
            public void insert(List<Presence> rows) {
                rows.forEach(row -> insertOrMove(sql, team, row));
            }

            // Skips a row that another team has taken over, as if the takeover had happened after this update.
            @Override
            public void update(List<Presence> rows) {
                var first = rows.getFirst();
                Transactions.batch(
                        sql,
                        sql.update(ASSISTANT_PRESENCE)
                                .set(columns(first))
                                .where(ASSISTANT_PRESENCE.LOGIN.eq(first.login()), ASSISTANT_PRESENCE.TEAM.eq(team)),
                        rows,
                        row -> Stream.concat(columns(row).values().stream(), Stream.of(row.login(), team)));
            }

            @Override
            public void delete(List<Presence> rows) {
                throw new IllegalStateException("presence: a row was removed (expected: never)");
            }
        };
    }

    /// Inserts an assistant who is new in this team, or takes them over from another team.
    private static void insertOrMove(DSLContext sql, TeamId team, Presence row) {
        Optional<TeamId> previousTeam = teamOf(sql, row.login());
        Transactions.upsert(sql, ASSISTANT_PRESENCE, columns(row));
        previousTeam.filter(other -> !other.equals(team)).ifPresent(other -> TeamInvalidations.add(sql, other));
    }

    private static Optional<TeamId> teamOf(DSLContext sql, Login login) {
        return sql.select(ASSISTANT_PRESENCE.TEAM)
                .from(ASSISTANT_PRESENCE)
                .where(ASSISTANT_PRESENCE.LOGIN.eq(login))
                .forUpdate()
                .fetchOptional(ASSISTANT_PRESENCE.TEAM);
    }

    private static Map<Field<?>, Object> columns(Presence presence) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(ASSISTANT_PRESENCE.LOGIN, presence.login());
        columns.put(ASSISTANT_PRESENCE.TEAM, presence.team());
        columns.put(ASSISTANT_PRESENCE.STATE, presence.state());
        columns.put(ASSISTANT_PRESENCE.SINCE, presence.since());
        columns.put(ASSISTANT_PRESENCE.READY_SINCE, presence.readySince());
        columns.put(ASSISTANT_PRESENCE.WRAP_UP_ENDS_AT, presence.wrapUpEndsAt().orElse(null));
        columns.put(ASSISTANT_PRESENCE.PAUSE_REASON, presence.reason().orElse(null));
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
                Optional.ofNullable(row.get(ASSISTANT_PRESENCE.WRAP_UP_ENDS_AT)),
                Optional.ofNullable(row.get(ASSISTANT_PRESENCE.PAUSE_REASON)),
                Optional.ofNullable(row.get(ASSISTANT_PRESENCE.CALL)));
    }
}
