package org.permanence.store;

import static org.permanence.store.schema.Tables.MESSAGE;
import static org.permanence.store.schema.Tables.RECORDING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.permanence.message.Message;
import org.permanence.message.MessageBook;
import org.permanence.message.MessageState;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;

/// The table of messages, beside that of recordings.
public final class JooqMessageBook implements MessageBook {

    private final Transactions transactions;

    public JooqMessageBook(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void begin(RecordingId message, PracticeId practice, Instant readBy) {
        transactions.run(
                "message: begin",
                sql -> sql.insertInto(MESSAGE)
                        .set(MESSAGE.RECORDING, message.value())
                        .set(MESSAGE.PRACTICE, practice)
                        .set(MESSAGE.STATE, MessageState.BEING_LEFT)
                        .set(MESSAGE.READ_BY, readBy)
                        .execute());
    }

    @Override
    public boolean move(RecordingId message, MessageState to) {
        return transactions.run(
                        "message: move",
                        sql -> sql.update(MESSAGE)
                                .set(MESSAGE.STATE, to)
                                .where(MESSAGE.RECORDING.eq(message.value()), MESSAGE.STATE.in(MessageState.before(to)))
                                .execute())
                > 0;
    }

    @Override
    public Optional<Message> of(RecordingId message) {
        return read(1, MESSAGE.RECORDING.eq(message.value()), RECORDING.STATE.in(JooqRecordingBook.KEPT)).stream()
                .findFirst();
    }

    @Override
    public List<Message> of(PracticeId practice, int limit) {
        return read(limit, MESSAGE.PRACTICE.eq(practice), RECORDING.STATE.in(JooqRecordingBook.KEPT));
    }

    @Override
    public List<Message> left() {
        return read(
                Integer.MAX_VALUE,
                MESSAGE.STATE.eq(MessageState.BEING_LEFT),
                RECORDING.STATE.in(JooqRecordingBook.KEPT));
    }

    @Override
    public List<Message> unread(Instant now) {
        return read(
                Integer.MAX_VALUE,
                MESSAGE.STATE.eq(MessageState.NEW),
                MESSAGE.READ_BY.lt(now),
                RECORDING.STATE.in(JooqRecordingBook.KEPT));
    }

    @Override
    public int forgetGone() {
        return transactions.run(
                "message: forget",
                sql -> sql.deleteFrom(MESSAGE)
                        .where(MESSAGE.RECORDING.in(sql.select(RECORDING.ID)
                                .from(RECORDING)
                                .where(RECORDING.STATE.notIn(JooqRecordingBook.THERE))))
                        .execute());
    }

    private List<Message> read(int limit, Condition... which) {
        return transactions.read(
                "messages",
                sql -> sql.select()
                        .from(MESSAGE)
                        .join(RECORDING)
                        .on(RECORDING.ID.eq(MESSAGE.RECORDING))
                        .where(which)
                        .orderBy(RECORDING.STARTED, RECORDING.ID)
                        .limit(limit)
                        .fetch(JooqMessageBook::read));
    }

    private static Message read(Record row) {
        return new Message(JooqRecordingBook.read(row), row.get(MESSAGE.STATE), row.get(MESSAGE.READ_BY));
    }
}
