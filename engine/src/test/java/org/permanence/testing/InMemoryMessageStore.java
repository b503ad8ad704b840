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
import org.permanence.access.PracticeScope;
import org.permanence.message.Message;
import org.permanence.message.MessageState;
import org.permanence.message.MessageStore;
import org.permanence.message.UnreadEscalationState;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;

/// The message store in memory, with the guarantees of the real one. Thread-safe.
public final class InMemoryMessageStore implements MessageStore {

    private record Row(PracticeId practice, MessageState state, Instant readBy, Optional<Message.Acceptance> accepted) {

        boolean isOverdue(Instant now) {
            return UNREAD.contains(state) && readBy.isBefore(now);
        }
    }

    private static final Set<MessageState> UNREAD = EnumSet.of(MessageState.NEW, MessageState.ESCALATED);

    private final InMemoryRecordingStore recordings;
    private final Map<RecordingId, Row> rows = new HashMap<>();
    private final Map<PracticeId, UnreadEscalationState> escalationStates = new HashMap<>();
    private boolean unavailable;

    public InMemoryMessageStore(InMemoryRecordingStore recordings) {
        this.recordings = recordings;
    }

    /// From now on every access fails, as if the database were down.
    public synchronized void becomeUnavailable() {
        unavailable = true;
    }

    public synchronized void becomeAvailable() {
        unavailable = false;
    }

    /// The states of all messages, whatever happened to their recordings.
    public synchronized List<MessageState> states() {
        return rows.values().stream().map(Row::state).sorted().toList();
    }

    @Override
    public synchronized void create(RecordingId message, PracticeId practice, Instant readBy) {
        throwIfUnavailable();
        rows.put(message, new Row(practice, MessageState.IN_PROGRESS, readBy, Optional.empty()));
    }

    @Override
    public synchronized boolean transition(PracticeScope scope, RecordingId message, MessageState to) {
        throwIfUnavailable();
        Row row = rows.get(message);
        if (row == null || !scope.contains(row.practice()) || !row.state().canBecome(to)) {
            return false;
        }
        rows.put(message, new Row(row.practice(), to, row.readBy(), row.accepted()));
        return true;
    }

    @Override
    public synchronized Optional<Message> find(PracticeScope scope, RecordingId message) {
        return readable(found -> found.recording().id().equals(message)
                        && scope.contains(found.recording().practice()))
                .stream()
                .findFirst();
    }

    @Override
    public synchronized List<Message> find(PracticeId practice, int limit) {
        return readable(found -> found.recording().practice().equals(practice)).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Message> completeButUnannounced() {
        return readable(found -> found.state() == MessageState.IN_PROGRESS);
    }

    @Override
    public synchronized List<Message> newlyOverdue(Instant now) {
        return readable(found ->
                found.state() == MessageState.NEW && found.readDeadline().isBefore(now));
    }

    @Override
    public synchronized List<PracticeId> practicesWithOverdue(Instant now) {
        return readable(found ->
                        UNREAD.contains(found.state()) && found.readDeadline().isBefore(now))
                .stream()
                .map(found -> found.recording().practice())
                .distinct()
                .toList();
    }

    @Override
    public synchronized Optional<UnreadEscalationState> escalationState(PracticeId practice) {
        throwIfUnavailable();
        return Optional.ofNullable(escalationStates.get(practice));
    }

    @Override
    public synchronized boolean replaceEscalationState(
            Optional<UnreadEscalationState> before, UnreadEscalationState next) {
        if (!escalationState(next.practice()).equals(before)) {
            return false;
        }
        escalationStates.put(next.practice(), next);
        return true;
    }

    @Override
    public synchronized int saveAcceptance(UnreadEscalationState next, Message.Acceptance acceptance, Instant readBy) {
        throwIfUnavailable();
        escalationStates.put(next.practice(), next);
        List<RecordingId> overdue = rows.entrySet().stream()
                .filter(row -> row.getValue().practice().equals(next.practice())
                        && row.getValue().isOverdue(acceptance.at()))
                .map(Map.Entry::getKey)
                .toList();
        overdue.forEach(message -> rows.computeIfPresent(
                message, (_, row) -> new Row(row.practice(), row.state(), readBy, Optional.of(acceptance))));
        return overdue.size();
    }

    @Override
    public synchronized int deleteWithoutRecording() {
        throwIfUnavailable();
        int before = rows.size();
        rows.keySet()
                .removeIf(message -> recordings.state(message).stream()
                        .anyMatch(state -> !state.isKept() && state != RecordingState.OPEN));
        return before - rows.size();
    }

    private List<Message> readable(Predicate<Message> condition) {
        throwIfUnavailable();
        return recordings.rows().stream()
                .filter(recording -> recording.state().isKept() && rows.containsKey(recording.id()))
                .map(this::message)
                .filter(condition)
                .toList();
    }

    private Message message(Recording recording) {
        Row row = Objects.requireNonNull(rows.get(recording.id()));
        return new Message(recording, row.state(), row.readBy(), row.accepted());
    }

    private void throwIfUnavailable() {
        if (unavailable) {
            throw new StoreUnavailableException(
                    "message: read", new IllegalStateException("store: unavailable (expected: available)"));
        }
    }
}
