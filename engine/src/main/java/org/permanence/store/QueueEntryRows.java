package org.permanence.store;

import static org.permanence.store.schema.Tables.QUEUE_ENTRY;

import java.time.Instant;
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
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.LanguagePreference;
import org.permanence.queue.OverflowTarget;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueEntryState;

/// The rows of the table queue_entry.
final class QueueEntryRows {

    private QueueEntryRows() {}

    static List<QueueEntry> of(DSLContext sql, TeamId team) {
        return sql.selectFrom(QUEUE_ENTRY).where(QUEUE_ENTRY.TEAM.eq(team)).fetch(QueueEntryRows::read);
    }

    static Optional<QueueEntry> of(DSLContext sql, CallId call) {
        return sql.selectFrom(QUEUE_ENTRY).where(QUEUE_ENTRY.CALL.eq(call)).fetchOptional(QueueEntryRows::read);
    }

    /// Writes the rows of the team whose lock is held. If a row was changed without the lock, the transaction
    /// fails, and the next one reads the rows again.
    static RowCache.RowWriter<QueueEntry> writer(DSLContext sql, TeamId team) {
        return new RowCache.RowWriter<>() {
            @Override
            public void insert(List<QueueEntry> rows) {
                requireOneRowEach(Transactions.batch(
                        sql, sql.insertInto(QUEUE_ENTRY).set(columns(rows.getFirst())), rows, QueueEntryRows::values));
                invalidateOtherTeams(rows);
            }

            @Override
            public void update(List<QueueEntry> rows) {
                requireOneRowEach(Transactions.batch(
                        sql,
                        sql.update(QUEUE_ENTRY).set(columns(rows.getFirst())).where(isRow(rows.getFirst())),
                        rows,
                        row -> Stream.concat(values(row), key(row))));
                invalidateOtherTeams(rows);
            }

            @Override
            public void delete(List<QueueEntry> rows) {
                requireOneRowEach(Transactions.batch(
                        sql, sql.deleteFrom(QUEUE_ENTRY).where(isRow(rows.getFirst())), rows, this::key));
            }

            private Condition isRow(QueueEntry row) {
                return QUEUE_ENTRY.CALL.eq(row.call()).and(QUEUE_ENTRY.TEAM.eq(team));
            }

            private Stream<Object> key(QueueEntry row) {
                return Stream.of(row.call(), team);
            }

            private void invalidateOtherTeams(List<QueueEntry> rows) {
                rows.stream()
                        .map(QueueEntry::team)
                        .filter(other -> !other.equals(team))
                        .forEach(other -> TeamInvalidations.add(sql, other));
            }
        };
    }

    private static void requireOneRowEach(int[] counts) {
        if (!IntStream.of(counts).allMatch(rows -> rows == 1)) {
            throw new DataChangedException("queue: a row was changed without the team's lock");
        }
    }

    private static Stream<Object> values(QueueEntry entry) {
        return columns(entry).values().stream();
    }

    private static Map<Field<?>, Object> columns(QueueEntry entry) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(QUEUE_ENTRY.CALL, entry.call());
        columns.put(QUEUE_ENTRY.PRACTICE, entry.practice());
        columns.put(QUEUE_ENTRY.TEAM, entry.team());
        columns.put(QUEUE_ENTRY.URGENCY, entry.urgency());
        columns.put(QUEUE_ENTRY.SINCE, entry.since());
        columns.put(QUEUE_ENTRY.OFFERED_TO, entry.reservedAssistant().orElse(null));
        columns.put(QUEUE_ENTRY.EFFECTIVE_ARRIVAL, entry.effectiveArrival());
        columns.put(QUEUE_ENTRY.PROMOTED_AT, entry.promotedAt().orElse(null));
        columns.put(
                QUEUE_ENTRY.HOME_TEAM,
                entry.overflowTarget().map(OverflowTarget::homeTeam).orElse(null));
        columns.put(
                QUEUE_ENTRY.OVERFLOW_TEAM,
                entry.overflowTarget().map(OverflowTarget::team).orElse(null));
        columns.put(
                QUEUE_ENTRY.OVERFLOW_FROM,
                entry.overflowTarget().map(OverflowTarget::availableFrom).orElse(null));
        columns.put(QUEUE_ENTRY.CALLBACK_FROM, entry.callbackFrom().orElse(null));
        columns.put(QUEUE_ENTRY.ON_CALL_RINGING, entry.isOnCallRinging());
        columns.put(QUEUE_ENTRY.FALLBACK_DUE, entry.isFallbackDue());
        columns.put(
                QUEUE_ENTRY.LANGUAGE,
                entry.language().map(LanguagePreference::language).orElse(null));
        columns.put(
                QUEUE_ENTRY.LANGUAGE_REQUIRED,
                entry.language().map(LanguagePreference::required).orElse(false));
        columns.put(QUEUE_ENTRY.LAST_ASSISTANT, entry.lastAssistant().orElse(null));
        return columns;
    }

    private static QueueEntry read(Record row) {
        return new QueueEntry(
                row.get(QUEUE_ENTRY.CALL),
                row.get(QUEUE_ENTRY.PRACTICE),
                row.get(QUEUE_ENTRY.TEAM),
                row.get(QUEUE_ENTRY.URGENCY),
                row.get(QUEUE_ENTRY.SINCE),
                state(row),
                row.get(QUEUE_ENTRY.EFFECTIVE_ARRIVAL),
                Optional.ofNullable(row.get(QUEUE_ENTRY.PROMOTED_AT)),
                Optional.ofNullable(row.get(QUEUE_ENTRY.HOME_TEAM))
                        .map(homeTeam -> new OverflowTarget(
                                homeTeam, row.get(QUEUE_ENTRY.OVERFLOW_TEAM), row.get(QUEUE_ENTRY.OVERFLOW_FROM))),
                Optional.ofNullable(row.get(QUEUE_ENTRY.LANGUAGE))
                        .map(language -> new LanguagePreference(language, row.get(QUEUE_ENTRY.LANGUAGE_REQUIRED))),
                Optional.ofNullable(row.get(QUEUE_ENTRY.LAST_ASSISTANT)));
    }

    /// @throws IllegalStateException if the columns have no such state; the table's own check refuses to store them
    private static QueueEntryState state(Record row) {
        Optional<Login> assistant = Optional.ofNullable(row.get(QUEUE_ENTRY.OFFERED_TO));
        Optional<Instant> callbackFrom = Optional.ofNullable(row.get(QUEUE_ENTRY.CALLBACK_FROM));
        boolean onCallRinging = row.get(QUEUE_ENTRY.ON_CALL_RINGING);
        boolean fallbackDue = row.get(QUEUE_ENTRY.FALLBACK_DUE);
        if (!onCallRinging && !fallbackDue) {
            return callbackFrom
                    .map(from -> assistant
                            .<QueueEntryState>map(login -> new QueueEntryState.CallbackReserved(from, login))
                            .orElseGet(() -> new QueueEntryState.CallbackFrom(from)))
                    .or(() -> assistant.map(QueueEntryState.Reserved::new))
                    .orElseGet(QueueEntryState.Waiting::new);
        }
        if (assistant.isPresent() || callbackFrom.isPresent() || (onCallRinging && fallbackDue)) {
            throw new IllegalStateException("queue entry: several of: an assistant is reserved, a callback pending, "
                    + "the on-call lines ring, the fallback lines are due (expected: one of the four)");
        }
        return onCallRinging ? new QueueEntryState.OnCallRinging() : new QueueEntryState.FallbackDue();
    }
}
