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
import org.permanence.queue.LanguagePreference;
import org.permanence.queue.OverflowTarget;
import org.permanence.queue.QueueEntry;

/// The table of calls that wait.
final class QueueEntryRows {

    private QueueEntryRows() {}

    static List<QueueEntry> of(DSLContext sql, TeamId team) {
        return sql.selectFrom(WAITING_CALL).where(WAITING_CALL.TEAM.eq(team)).fetch(QueueEntryRows::read);
    }

    static Optional<QueueEntry> of(DSLContext sql, CallId call) {
        return sql.selectFrom(WAITING_CALL).where(WAITING_CALL.CALL.eq(call)).fetchOptional(QueueEntryRows::read);
    }

    /// The rows of the team whose lock is held. A row that is not as it was left fails the transaction, and is read
    /// again by the next.
    static RowCache.RowWriter<QueueEntry> writer(DSLContext sql, TeamId team) {
        return new RowCache.RowWriter<>() {
            @Override
            public void insert(List<QueueEntry> rows) {
                requireOneRowEach(Transactions.batch(
                        sql, sql.insertInto(WAITING_CALL).set(columns(rows.getFirst())), rows, QueueEntryRows::values));
                tell(rows);
            }

            @Override
            public void update(List<QueueEntry> rows) {
                requireOneRowEach(Transactions.batch(
                        sql,
                        sql.update(WAITING_CALL).set(columns(rows.getFirst())).where(its(rows.getFirst())),
                        rows,
                        row -> Stream.concat(values(row), key(row))));
                tell(rows);
            }

            @Override
            public void delete(List<QueueEntry> rows) {
                requireOneRowEach(Transactions.batch(
                        sql, sql.deleteFrom(WAITING_CALL).where(its(rows.getFirst())), rows, this::key));
            }

            private Condition its(QueueEntry row) {
                return WAITING_CALL.CALL.eq(row.call()).and(WAITING_CALL.TEAM.eq(team));
            }

            private Stream<Object> key(QueueEntry row) {
                return Stream.of(row.call(), team);
            }

            private void tell(List<QueueEntry> rows) {
                rows.stream()
                        .map(QueueEntry::team)
                        .filter(other -> !other.equals(team))
                        .forEach(other -> TeamCache.invalidate(sql, other));
            }
        };
    }

    private static void requireOneRowEach(int[] counts) {
        if (!IntStream.of(counts).allMatch(rows -> rows == 1)) {
            throw new DataChangedException("queue: a row that was changed without the team's lock");
        }
    }

    private static Stream<Object> values(QueueEntry entry) {
        return columns(entry).values().stream();
    }

    private static Map<Field<?>, Object> columns(QueueEntry entry) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(WAITING_CALL.CALL, entry.call());
        columns.put(WAITING_CALL.PRACTICE, entry.practice());
        columns.put(WAITING_CALL.TEAM, entry.team());
        columns.put(WAITING_CALL.URGENCY, entry.urgency());
        columns.put(WAITING_CALL.SINCE, entry.since());
        columns.put(WAITING_CALL.OFFERED_TO, entry.offeredTo().orElse(null));
        columns.put(WAITING_CALL.TURN, entry.effectiveArrival());
        columns.put(WAITING_CALL.AGES, entry.promotedAt().orElse(null));
        columns.put(
                WAITING_CALL.HOME_TEAM,
                entry.overflowTarget().map(OverflowTarget::homeTeam).orElse(null));
        columns.put(
                WAITING_CALL.OTHER_TEAM,
                entry.overflowTarget().map(OverflowTarget::team).orElse(null));
        columns.put(
                WAITING_CALL.OTHER_FROM,
                entry.overflowTarget().map(OverflowTarget::availableFrom).orElse(null));
        columns.put(WAITING_CALL.RUNG_FROM, entry.callbackFrom().orElse(null));
        columns.put(WAITING_CALL.ON_CALL_RINGS, entry.onCallRinging());
        columns.put(
                WAITING_CALL.LANGUAGE,
                entry.language().map(LanguagePreference::language).orElse(null));
        columns.put(
                WAITING_CALL.LANGUAGE_ONLY,
                entry.language().map(LanguagePreference::required).orElse(false));
        columns.put(WAITING_CALL.FAMILIAR, entry.lastAssistant().orElse(null));
        return columns;
    }

    private static QueueEntry read(Record row) {
        return new QueueEntry(
                row.get(WAITING_CALL.CALL),
                row.get(WAITING_CALL.PRACTICE),
                row.get(WAITING_CALL.TEAM),
                row.get(WAITING_CALL.URGENCY),
                row.get(WAITING_CALL.SINCE),
                Optional.ofNullable(row.get(WAITING_CALL.OFFERED_TO)),
                row.get(WAITING_CALL.TURN),
                Optional.ofNullable(row.get(WAITING_CALL.AGES)),
                Optional.ofNullable(row.get(WAITING_CALL.HOME_TEAM))
                        .map(homeTeam -> new OverflowTarget(
                                homeTeam, row.get(WAITING_CALL.OTHER_TEAM), row.get(WAITING_CALL.OTHER_FROM))),
                Optional.ofNullable(row.get(WAITING_CALL.RUNG_FROM)),
                row.get(WAITING_CALL.ON_CALL_RINGS),
                Optional.ofNullable(row.get(WAITING_CALL.LANGUAGE))
                        .map(language -> new LanguagePreference(language, row.get(WAITING_CALL.LANGUAGE_ONLY))),
                Optional.ofNullable(row.get(WAITING_CALL.FAMILIAR)));
    }
}
