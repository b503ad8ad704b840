package org.permanence.store;

import static org.permanence.store.schema.Tables.RECORDING;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingKind.CallbackNumber;
import org.permanence.recording.RecordingState;
import org.permanence.recording.RecordingStore;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedNumber;
import org.permanence.seal.WrappedKey;

/// Stores the metadata of recordings in `recording`; the audio itself is in sealed files.
public final class JooqRecordingStore implements RecordingStore {

    static final List<RecordingState> KEPT = List.of(RecordingState.SEALED, RecordingState.RECOVERED);

    static final List<RecordingState> NOT_REMOVED =
            List.of(RecordingState.OPEN, RecordingState.SEALED, RecordingState.RECOVERED);

    private static final String MESSAGE = "MESSAGE";
    private static final String CONVERSATION = "CONVERSATION";

    private final Transactions transactions;

    public JooqRecordingStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(Recording recording) {
        transactions.run("recording: write", sql -> {
            sql.deleteFrom(RECORDING)
                    .where(RECORDING.ID.eq(recording.id().value()))
                    .execute();
            return insert(sql, recording);
        });
    }

    @Override
    public Optional<Recording> find(PracticeScope scope, RecordingId recording) {
        return read(1, RECORDING.ID.eq(recording.value()), RECORDING.PRACTICE.in(scope.practices())).stream()
                .findFirst();
    }

    @Override
    public Optional<RecordingState> state(RecordingId recording) {
        return read(1, RECORDING.ID.eq(recording.value())).stream().findFirst().map(Recording::state);
    }

    @Override
    public Optional<Sealed> sealedFile(RecordingId recording) {
        return read(1, RECORDING.ID.eq(recording.value()), RECORDING.STATE.in(KEPT)).stream()
                .findFirst()
                .flatMap(Recording::sealed);
    }

    @Override
    public List<Recording> find(CallId call) {
        return read(Integer.MAX_VALUE, RECORDING.CALL.eq(call));
    }

    @Override
    public List<Recording> find(PracticeId practice, Instant from, Instant to, int limit) {
        return read(limit, RECORDING.PRACTICE.eq(practice), RECORDING.STARTED_AT.ge(from), RECORDING.STARTED_AT.lt(to));
    }

    @Override
    public List<Recording> find(PracticeId practice, String caller) {
        return read(
                Integer.MAX_VALUE,
                RECORDING.PRACTICE.eq(practice),
                RECORDING.CALLER_PSEUDONYM.eq(caller).or(RECORDING.CALLBACK_NUMBER_PSEUDONYM.eq(caller)));
    }

    @Override
    public List<Recording> findOpen() {
        return read(Integer.MAX_VALUE, RECORDING.STATE.eq(RecordingState.OPEN));
    }

    @Override
    public List<Recording> findExpired(LocalDate day, int limit) {
        return read(limit, RECORDING.STATE.in(KEPT), RECORDING.KEEP_UNTIL.lt(day), RECORDING.LEGAL_HOLD.isFalse());
    }

    @Override
    public List<Recording> findByKey(BucketKeyId bucket) {
        return read(Integer.MAX_VALUE, RECORDING.BUCKET_KEY.eq(bucket.toString()));
    }

    @Override
    public void setHold(PracticeScope scope, RecordingId recording, boolean held) {
        transactions.run(
                "recording: set the legal hold",
                sql -> sql.update(RECORDING)
                        .set(RECORDING.LEGAL_HOLD, held)
                        .where(RECORDING.ID.eq(recording.value()), RECORDING.PRACTICE.in(scope.practices()))
                        .execute());
    }

    @Override
    public void setPaused(RecordingId recording, boolean paused) {
        transactions.run(
                "recording: save the pause",
                sql -> sql.update(RECORDING)
                        .set(RECORDING.PAUSED, paused)
                        .where(RECORDING.ID.eq(recording.value()))
                        .execute());
    }

    @Override
    public void setCallback(RecordingId recording, CallbackNumber callBack) {
        transactions.run(
                "recording: save the callback number",
                sql -> sql.update(RECORDING)
                        .set(RECORDING.CALLBACK_NUMBER_SEALED, callBack.number().text())
                        .set(RECORDING.CALLBACK_NUMBER_PSEUDONYM, callBack.pseudonym())
                        .set(RECORDING.CALLBACK_NUMBER_CONFIRMED, callBack.confirmed())
                        .where(RECORDING.ID.eq(recording.value()), RECORDING.STATE.in(NOT_REMOVED))
                        .execute());
    }

    @Override
    public void replaceKeys(Map<RecordingId, WrappedKey> keys) {
        transactions.run("recording: replace keys", sql -> {
            keys.forEach((recording, key) -> sql.update(RECORDING)
                    .set(RECORDING.BUCKET_KEY, key.bucket().toString())
                    .set(RECORDING.WRAPPED_KEY, key.wrap())
                    .where(RECORDING.ID.eq(recording.value()))
                    .execute());
            return keys.size();
        });
    }

    private List<Recording> read(int limit, Condition... conditions) {
        return transactions.read(
                "recording: read",
                sql -> sql.selectFrom(RECORDING)
                        .where(conditions)
                        .orderBy(RECORDING.STARTED_AT, RECORDING.ID)
                        .limit(limit)
                        .fetch(JooqRecordingStore::read));
    }

    private static int insert(DSLContext sql, Recording recording) {
        Optional<CallbackNumber> callBack = recording.kind().requestedCallback();
        return sql.insertInto(RECORDING)
                .set(RECORDING.ID, recording.id().value())
                .set(
                        RECORDING.KIND,
                        switch (recording.kind()) {
                            case RecordingKind.Conversation() -> CONVERSATION;
                            case RecordingKind.Message _ -> MESSAGE;
                        })
                .set(
                        RECORDING.CALLBACK_NUMBER_SEALED,
                        callBack.map(CallbackNumber::number)
                                .map(SealedNumber::text)
                                .orElse(null))
                .set(
                        RECORDING.CALLBACK_NUMBER_PSEUDONYM,
                        callBack.map(CallbackNumber::pseudonym).orElse(null))
                .set(
                        RECORDING.CALLBACK_NUMBER_CONFIRMED,
                        callBack.map(CallbackNumber::confirmed).orElse(null))
                .set(RECORDING.CALL, recording.call())
                .set(RECORDING.PRACTICE, recording.practice())
                .set(RECORDING.CALLER_PSEUDONYM, recording.caller().orElse(null))
                .set(RECORDING.ASSISTANT, recording.assistant().orElse(null))
                .set(RECORDING.STARTED_AT, recording.started())
                .set(RECORDING.STATE, recording.state())
                .set(RECORDING.KEEP_UNTIL, recording.keepUntil())
                .set(RECORDING.LEGAL_HOLD, recording.held())
                .set(RECORDING.PAUSED, recording.paused())
                .set(
                        RECORDING.BUCKET_KEY,
                        recording.key().map(key -> key.bucket().toString()).orElse(null))
                .set(
                        RECORDING.WRAPPED_KEY,
                        recording.key().map(WrappedKey::wrap).orElse(null))
                .set(RECORDING.FRAMES, recording.sealed().map(Sealed::frames).orElse(null))
                .set(RECORDING.BYTES, recording.sealed().map(Sealed::bytes).orElse(null))
                .set(RECORDING.SHA256, recording.sealed().map(Sealed::sha256).orElse(null))
                .execute();
    }

    private static RecordingKind kind(Record row) {
        if (row.get(RECORDING.KIND).equals(CONVERSATION)) {
            return new RecordingKind.Conversation();
        }
        return new RecordingKind.Message(Optional.ofNullable(row.get(RECORDING.CALLBACK_NUMBER_SEALED))
                .map(number -> new CallbackNumber(
                        new SealedNumber(number),
                        row.get(RECORDING.CALLBACK_NUMBER_PSEUDONYM),
                        row.get(RECORDING.CALLBACK_NUMBER_CONFIRMED))));
    }

    static Recording read(Record row) {
        var id = new RecordingId(row.get(RECORDING.ID));
        return new Recording(
                id,
                kind(row),
                row.get(RECORDING.CALL),
                row.get(RECORDING.PRACTICE),
                Optional.ofNullable(row.get(RECORDING.CALLER_PSEUDONYM)),
                Optional.ofNullable(row.get(RECORDING.ASSISTANT)),
                row.get(RECORDING.STARTED_AT),
                row.get(RECORDING.STATE),
                row.get(RECORDING.KEEP_UNTIL),
                row.get(RECORDING.LEGAL_HOLD),
                row.get(RECORDING.PAUSED),
                Optional.ofNullable(row.get(RECORDING.WRAPPED_KEY))
                        .map(wrap -> new WrappedKey(BucketKeyId.parse(row.get(RECORDING.BUCKET_KEY)), wrap)),
                Optional.ofNullable(row.get(RECORDING.SHA256))
                        .map(sha256 -> new Sealed(id, sha256, row.get(RECORDING.BYTES), row.get(RECORDING.FRAMES))));
    }
}
