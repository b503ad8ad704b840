package org.permanence.store;

import static org.permanence.store.schema.Tables.MESSAGE;
import static org.permanence.store.schema.Tables.RECORDING;
import static org.permanence.store.schema.Tables.UNREAD_ESCALATION;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.permanence.access.PracticeScope;
import org.permanence.message.Message;
import org.permanence.message.MessageState;
import org.permanence.message.MessageStore;
import org.permanence.message.UnreadEscalationState;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;

/// Stores messages in `message`; their audio is described in `recording`.
public final class JooqMessageStore implements MessageStore {

    private final Transactions transactions;

    public JooqMessageStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void create(RecordingId message, PracticeId practice, Instant readBy) {
        transactions.run(
                "message: create",
                sql -> sql.insertInto(MESSAGE)
                        .set(MESSAGE.RECORDING, message.value())
                        .set(MESSAGE.PRACTICE, practice)
                        .set(MESSAGE.STATE, MessageState.IN_PROGRESS)
                        .set(MESSAGE.READ_DEADLINE, readBy)
                        .execute());
    }

    @Override
    public boolean transition(PracticeScope scope, RecordingId message, MessageState to) {
        return transactions.run(
                        "message: change the state",
                        sql -> sql.update(MESSAGE)
                                .set(MESSAGE.STATE, to)
                                .where(
                                        MESSAGE.RECORDING.eq(message.value()),
                                        MESSAGE.PRACTICE.in(scope.practices()),
                                        MESSAGE.STATE.in(MessageState.predecessorsOf(to)))
                                .execute())
                > 0;
    }

    @Override
    public Optional<Message> find(PracticeScope scope, RecordingId message) {
        return read(
                        1,
                        MESSAGE.RECORDING.eq(message.value()),
                        MESSAGE.PRACTICE.in(scope.practices()),
                        RECORDING.STATE.in(JooqRecordingStore.KEPT))
                .stream()
                .findFirst();
    }

    @Override
    public List<Message> find(PracticeId practice, int limit) {
        return read(limit, MESSAGE.PRACTICE.eq(practice), RECORDING.STATE.in(JooqRecordingStore.KEPT));
    }

    @Override
    public List<Message> completeButUnannounced() {
        return read(
                Integer.MAX_VALUE,
                MESSAGE.STATE.eq(MessageState.IN_PROGRESS),
                RECORDING.STATE.in(JooqRecordingStore.KEPT));
    }

    @Override
    public List<Message> newlyOverdue(Instant now) {
        return read(
                Integer.MAX_VALUE,
                MESSAGE.STATE.eq(MessageState.NEW),
                MESSAGE.READ_DEADLINE.lt(now),
                RECORDING.STATE.in(JooqRecordingStore.KEPT));
    }

    @Override
    public List<PracticeId> practicesWithOverdue(Instant now) {
        return transactions.read(
                "message: read the practices with overdue messages",
                sql -> sql.selectDistinct(MESSAGE.PRACTICE)
                        .from(MESSAGE)
                        .join(RECORDING)
                        .on(RECORDING.ID.eq(MESSAGE.RECORDING))
                        .where(isOverdue(now), RECORDING.STATE.in(JooqRecordingStore.KEPT))
                        .orderBy(MESSAGE.PRACTICE)
                        .fetch(MESSAGE.PRACTICE));
    }

    /// Whether the message is past its deadline and unread, with or without an alarm.
    private static Condition isOverdue(Instant now) {
        return MESSAGE.STATE.in(MessageState.NEW, MessageState.ESCALATED).and(MESSAGE.READ_DEADLINE.lt(now));
    }

    @Override
    public Optional<UnreadEscalationState> escalationState(PracticeId practice) {
        return transactions.read(
                "unread escalation: read",
                sql -> sql.selectFrom(UNREAD_ESCALATION)
                        .where(UNREAD_ESCALATION.PRACTICE.eq(practice))
                        .fetchOptional(row -> new UnreadEscalationState(
                                row.get(UNREAD_ESCALATION.PRACTICE),
                                Optional.ofNullable(row.get(UNREAD_ESCALATION.LAST_LINE)),
                                row.get(UNREAD_ESCALATION.FAILED_ROUNDS),
                                row.get(UNREAD_ESCALATION.NEXT_ATTEMPT_AT))));
    }

    @Override
    public boolean replaceEscalationState(Optional<UnreadEscalationState> before, UnreadEscalationState next) {
        return transactions.run(
                        "unread escalation: replace",
                        sql -> before.map(known -> sql.update(UNREAD_ESCALATION)
                                        .set(columns(next))
                                        .where(
                                                UNREAD_ESCALATION.PRACTICE.eq(known.practice()),
                                                UNREAD_ESCALATION.NEXT_ATTEMPT_AT.eq(known.nextAttemptAt()),
                                                UNREAD_ESCALATION.LAST_LINE.isNotDistinctFrom(
                                                        known.lastLine().orElse(null)))
                                        .execute())
                                .orElseGet(() -> sql.insertInto(UNREAD_ESCALATION)
                                        .set(columns(next))
                                        .onDuplicateKeyIgnore()
                                        .execute()))
                > 0;
    }

    @Override
    public int saveAcceptance(UnreadEscalationState next, Message.Acceptance acceptance, Instant readBy) {
        return transactions.run("message: save the acceptance", sql -> {
            Transactions.upsert(sql, UNREAD_ESCALATION, columns(next));
            return sql.update(MESSAGE)
                    .set(MESSAGE.ACCEPTED_BY, acceptance.line())
                    .set(MESSAGE.ACCEPTED_AT, acceptance.at())
                    .set(MESSAGE.READ_DEADLINE, readBy)
                    .where(MESSAGE.PRACTICE.eq(next.practice()), isOverdue(acceptance.at()))
                    .execute();
        });
    }

    private static Map<Field<?>, Object> columns(UnreadEscalationState state) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(UNREAD_ESCALATION.PRACTICE, state.practice());
        columns.put(UNREAD_ESCALATION.LAST_LINE, state.lastLine().orElse(null));
        columns.put(UNREAD_ESCALATION.FAILED_ROUNDS, state.failedRounds());
        columns.put(UNREAD_ESCALATION.NEXT_ATTEMPT_AT, state.nextAttemptAt());
        return columns;
    }

    @Override
    public int deleteWithoutRecording() {
        return transactions.run(
                "message: delete without recording",
                sql -> sql.deleteFrom(MESSAGE)
                        .where(MESSAGE.RECORDING.in(sql.select(RECORDING.ID)
                                .from(RECORDING)
                                .where(RECORDING.STATE.notIn(JooqRecordingStore.NOT_REMOVED))))
                        .execute());
    }

    private List<Message> read(int limit, Condition... conditions) {
        return transactions.read(
                "message: read",
                sql -> sql.select()
                        .from(MESSAGE)
                        .join(RECORDING)
                        .on(RECORDING.ID.eq(MESSAGE.RECORDING))
                        .where(conditions)
                        .orderBy(RECORDING.STARTED_AT, RECORDING.ID)
                        .limit(limit)
                        .fetch(JooqMessageStore::read));
    }

    private static Message read(Record row) {
        return new Message(
                JooqRecordingStore.read(row),
                row.get(MESSAGE.STATE),
                row.get(MESSAGE.READ_DEADLINE),
                Optional.ofNullable(row.get(MESSAGE.ACCEPTED_BY))
                        .map(line -> new Message.Acceptance(line, row.get(MESSAGE.ACCEPTED_AT))));
    }
}
