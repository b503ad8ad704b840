package org.permanence.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.message.Message;
import org.permanence.message.MessageBook;
import org.permanence.message.MessageState;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;

/// The book of messages in memory, beside one of recordings, with the promises of the real one. Thread-safe.
public final class MemoryMessageBook implements MessageBook {

    private record Row(PracticeId practice, MessageState state, Instant readBy) {}

    private final MemoryRecordingBook recordings;
    private final Map<RecordingId, Row> rows = new HashMap<>();
    private boolean away;

    public MemoryMessageBook(MemoryRecordingBook recordings) {
        this.recordings = recordings;
    }

    /// From here on everything asked of the book fails, as if the database were gone.
    public synchronized void goesAway() {
        away = true;
    }

    public synchronized void comesBack() {
        away = false;
    }

    /// Every message, whatever became of its recording.
    public synchronized List<MessageState> states() {
        return rows.values().stream().map(Row::state).sorted().toList();
    }

    @Override
    public synchronized void begin(RecordingId message, PracticeId practice, Instant readBy) {
        refuseWhileAway();
        rows.put(message, new Row(practice, MessageState.BEING_LEFT, readBy));
    }

    @Override
    public synchronized boolean move(RecordingId message, MessageState to) {
        refuseWhileAway();
        Row row = rows.get(message);
        if (row == null || !row.state().leadsTo(to)) {
            return false;
        }
        rows.put(message, new Row(row.practice(), to, row.readBy()));
        return true;
    }

    @Override
    public synchronized Optional<Message> of(RecordingId message) {
        return kept(found -> found.recording().id().equals(message)).stream().findFirst();
    }

    @Override
    public synchronized List<Message> of(PracticeId practice, int limit) {
        return kept(found -> found.recording().practice().equals(practice)).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Message> left() {
        return kept(found -> found.state() == MessageState.BEING_LEFT);
    }

    @Override
    public synchronized List<Message> unread(Instant now) {
        return kept(found -> found.state() == MessageState.NEW && found.readBy().isBefore(now));
    }

    @Override
    public synchronized int forgetGone() {
        refuseWhileAway();
        int before = rows.size();
        rows.keySet()
                .removeIf(message -> recordings.of(message).stream()
                        .anyMatch(row -> !row.state().isKept() && row.state() != RecordingState.OPEN));
        return before - rows.size();
    }

    private List<Message> kept(Predicate<Message> which) {
        refuseWhileAway();
        return recordings.rows().stream()
                .filter(recording -> recording.state().isKept() && rows.containsKey(recording.id()))
                .map(this::message)
                .filter(which)
                .toList();
    }

    private Message message(Recording recording) {
        Row row = Objects.requireNonNull(rows.get(recording.id()));
        return new Message(recording, row.state(), row.readBy());
    }

    private void refuseWhileAway() {
        if (away) {
            throw new StoreException("messages", new IllegalStateException("book: away (expected: there)"));
        }
    }
}
