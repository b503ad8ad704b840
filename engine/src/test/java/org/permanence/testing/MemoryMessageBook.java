package org.permanence.testing;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.permanence.message.Message;
import org.permanence.message.MessageBook;
import org.permanence.message.MessageState;
import org.permanence.message.UnreadRound;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;

/// The book of messages in memory, beside one of recordings, with the promises of the real one. Thread-safe.
public final class MemoryMessageBook implements MessageBook {

    private record Row(PracticeId practice, MessageState state, Instant readBy, Optional<Message.Accepted> accepted) {

        boolean isLate(Instant now) {
            return UNREAD.contains(state) && readBy.isBefore(now);
        }
    }

    private static final Set<MessageState> UNREAD = EnumSet.of(MessageState.NEW, MessageState.ESCALATED);

    private final MemoryRecordingBook recordings;
    private final Map<RecordingId, Row> rows = new HashMap<>();
    private final Map<PracticeId, UnreadRound> rounds = new HashMap<>();
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
        rows.put(message, new Row(practice, MessageState.BEING_LEFT, readBy, Optional.empty()));
    }

    @Override
    public synchronized boolean move(RecordingId message, MessageState to) {
        refuseWhileAway();
        Row row = rows.get(message);
        if (row == null || !row.state().leadsTo(to)) {
            return false;
        }
        rows.put(message, new Row(row.practice(), to, row.readBy(), row.accepted()));
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
    public synchronized List<PracticeId> withUnread(Instant now) {
        return kept(found -> UNREAD.contains(found.state()) && found.readBy().isBefore(now)).stream()
                .map(found -> found.recording().practice())
                .distinct()
                .toList();
    }

    @Override
    public synchronized Optional<UnreadRound> round(PracticeId practice) {
        refuseWhileAway();
        return Optional.ofNullable(rounds.get(practice));
    }

    @Override
    public synchronized boolean replace(Optional<UnreadRound> before, UnreadRound after) {
        if (!round(after.practice()).equals(before)) {
            return false;
        }
        rounds.put(after.practice(), after);
        return true;
    }

    @Override
    public synchronized int accept(UnreadRound after, Message.Accepted accepted, Instant readBy) {
        refuseWhileAway();
        rounds.put(after.practice(), after);
        List<RecordingId> late = rows.entrySet().stream()
                .filter(row -> row.getValue().practice().equals(after.practice())
                        && row.getValue().isLate(accepted.at()))
                .map(Map.Entry::getKey)
                .toList();
        late.forEach(message -> rows.computeIfPresent(
                message, (_, row) -> new Row(row.practice(), row.state(), readBy, Optional.of(accepted))));
        return late.size();
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
        return new Message(recording, row.state(), row.readBy(), row.accepted());
    }

    private void refuseWhileAway() {
        if (away) {
            throw new StoreUnavailableException("messages", new IllegalStateException("book: away (expected: there)"));
        }
    }
}
