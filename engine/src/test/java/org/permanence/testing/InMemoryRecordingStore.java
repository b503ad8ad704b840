package org.permanence.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingState;
import org.permanence.recording.RecordingStore;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.WrappedKey;

/// The recording store in memory, with the guarantees of the real one. Thread-safe.
public final class InMemoryRecordingStore implements RecordingStore {

    private final Map<RecordingId, Recording> rows = new HashMap<>();
    private int remainingWrites = Integer.MAX_VALUE;

    /// From now on every access fails, as if the database were down.
    public void becomeUnavailable() {
        becomeUnavailableAfter(0);
    }

    /// Writes this many more changes; then every access fails.
    public synchronized void becomeUnavailableAfter(int changes) {
        remainingWrites = changes;
    }

    public synchronized void becomeAvailable() {
        remainingWrites = Integer.MAX_VALUE;
    }

    /// All rows, oldest first, as in a database backup.
    public synchronized List<Recording> rows() {
        return rows(_ -> true, Integer.MAX_VALUE);
    }

    @Override
    public synchronized void save(Recording recording) {
        countWrite();
        rows.put(recording.id(), recording);
    }

    @Override
    public synchronized Optional<Recording> find(PracticeScope scope, RecordingId recording) {
        return rows(row -> row.id().equals(recording) && scope.contains(row.practice()), 1).stream()
                .findFirst();
    }

    @Override
    public synchronized Optional<RecordingState> state(RecordingId recording) {
        return rows(row -> row.id().equals(recording), 1).stream().findFirst().map(Recording::state);
    }

    @Override
    public synchronized Optional<Sealed> sealedFile(RecordingId recording) {
        return rows(row -> row.id().equals(recording) && row.state().isKept(), 1).stream()
                .findFirst()
                .flatMap(Recording::sealed);
    }

    @Override
    public synchronized List<Recording> find(CallId call) {
        return rows(row -> row.call().equals(call), Integer.MAX_VALUE);
    }

    @Override
    public synchronized List<Recording> find(PracticeId practice, Instant from, Instant to, int limit) {
        return rows(
                row -> row.practice().equals(practice)
                        && !row.started().isBefore(from)
                        && row.started().isBefore(to),
                limit);
    }

    @Override
    public synchronized List<Recording> find(PracticeId practice, String caller) {
        return rows(
                row -> row.practice().equals(practice)
                        && (row.caller().equals(Optional.of(caller))
                                || row.kind().requestedCallback().stream()
                                        .anyMatch(
                                                callBack -> callBack.pseudonym().equals(caller))),
                Integer.MAX_VALUE);
    }

    @Override
    public synchronized List<Recording> findOpen() {
        return rows(row -> row.state() == RecordingState.OPEN, Integer.MAX_VALUE);
    }

    @Override
    public synchronized List<Recording> findExpired(LocalDate day, int limit) {
        return rows(row -> row.state().isKept() && row.keepUntil().isBefore(day) && !row.held(), limit);
    }

    @Override
    public synchronized List<Recording> findByKey(BucketKeyId bucket) {
        return rows(row -> row.key().map(WrappedKey::bucket).equals(Optional.of(bucket)), Integer.MAX_VALUE);
    }

    @Override
    public synchronized void setHold(PracticeScope scope, RecordingId recording, boolean held) {
        countWrite();
        rows.computeIfPresent(recording, (_, row) -> scope.contains(row.practice()) ? row.withHold(held) : row);
    }

    @Override
    public synchronized void setPaused(RecordingId recording, boolean paused) {
        countWrite();
        rows.computeIfPresent(recording, (_, row) -> row.withPaused(paused));
    }

    @Override
    public synchronized void setCallback(RecordingId recording, RecordingKind.CallbackNumber callBack) {
        countWrite();
        rows.computeIfPresent(
                recording,
                (_, row) ->
                        row.state().isKept() || row.state() == RecordingState.OPEN ? row.withCallback(callBack) : row);
    }

    @Override
    public synchronized void replaceKeys(Map<RecordingId, WrappedKey> keys) {
        countWrite();
        keys.forEach((recording, key) -> rows.computeIfPresent(recording, (_, row) -> row.withKey(Optional.of(key))));
    }

    private List<Recording> rows(Predicate<Recording> condition, int limit) {
        throwIfUnavailable("recordings: read");
        return rows.values().stream()
                .filter(condition)
                .sorted(Comparator.comparing(Recording::started)
                        .thenComparing(row -> row.id().value()))
                .limit(limit)
                .toList();
    }

    private void countWrite() {
        throwIfUnavailable("recordings: change");
        remainingWrites--;
    }

    private void throwIfUnavailable(String operation) {
        if (remainingWrites == 0) {
            throw new StoreUnavailableException(
                    operation, new IllegalStateException("store: unavailable (expected: available)"));
        }
    }
}
