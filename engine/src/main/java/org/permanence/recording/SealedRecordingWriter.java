package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.permanence.access.AccessRequest;
import org.permanence.access.Policy;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.Gap;
import org.permanence.seal.NumberSealer;
import org.permanence.seal.SealException;
import org.permanence.seal.SealWriter;
import org.permanence.seal.Sealed;
import org.permanence.seal.Sealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one recording to storage: key first, then its row, then audio. A recording that cannot be stored is given
/// up as a whole and reported; the call goes on. For the sealer's thread.
final class SealedRecordingWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SealedRecordingWriter.class);

    /// A step that storage, keys or the database may refuse.
    private interface Step {
        void run() throws IOException;
    }

    private final RecordingServices services;
    private final DecryptionPolicy decryptionPolicy;
    private final Optional<PhoneNumber> caller;
    private Recording recording;
    private @Nullable SealWriter openWriter;
    private @Nullable NumberSealer numberSealer;
    private boolean sealed;
    private boolean opened;
    private boolean ended;

    /// @param caller the caller's number, if `recording` does not have its pseudonym yet
    SealedRecordingWriter(
            RecordingServices services,
            DecryptionPolicy decryptionPolicy,
            Optional<PhoneNumber> caller,
            Recording recording) {
        this.services = services;
        this.decryptionPolicy = decryptionPolicy;
        this.caller = caller;
        this.recording = recording;
    }

    void assistantConnected(Login assistant) {
        recording = recording.withAssistant(assistant);
    }

    void startedAt(Instant moment) {
        recording = recording.withStart(moment);
    }

    /// Saves the pause at once, for an engine that takes over the call.
    void setPaused(boolean paused) {
        recording = recording.withPaused(paused);
        if (opened) {
            attempt("pause", () -> services.store().setPaused(recording.id(), paused));
        }
    }

    /// Creates key, row and file before the first audio.
    ///
    /// @return whether audio can be stored
    boolean open() {
        attempt("open", this::openWriter);
        return openWriter != null;
    }

    /// The caller of a message asks to be called back at this number.
    void setCallbackNumber(PhoneNumber number, boolean confirmed) {
        NumberSealer sealer = numberSealer;
        if (sealer == null || (ended && !sealed)) {
            return;
        }
        services.keyLock().lock(); // A concurrent erasure must not miss it.
        try {
            var callback = new RecordingKind.CallbackNumber(
                    sealer.seal(number), services.pseudonyms().of(recording.practice(), number), confirmed);
            recording = recording.withCallback(callback);
            services.store().setCallback(recording.id(), callback);
        } catch (SealException | StoreUnavailableException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("message.callback-number-lost");
        } finally {
            services.keyLock().unlock();
        }
    }

    /// Accepts no callback number afterwards.
    void closeNumberSealer() {
        NumberSealer sealer = numberSealer;
        numberSealer = null;
        if (sealer != null) {
            sealer.close();
        }
    }

    /// Whether the recording was sealed to its end.
    boolean isSealed() {
        return sealed;
    }

    void append(ByteBuffer audio) {
        attempt("append", () -> openWriter().append(audio));
    }

    void appendGap(long frames, Gap.Reason reason) {
        attempt("gap", () -> openWriter().appendGap(frames, reason));
    }

    /// Flushes the audio sealed so far to durable storage.
    void sync() {
        SealWriter current = openWriter;
        if (current != null) {
            attempt("sync", current::sync);
        }
    }

    /// Completes the recording. Without audio there is no recording.
    void seal() {
        SealWriter current = openWriter;
        if (current != null && current.frames() == 0) {
            discard();
        } else if (current != null) {
            attempt("seal", () -> {
                Sealed result = current.seal();
                ended = true;
                sealed = true;
                services.audit().note(recording.sealedAuditRequest(result));
                saveEnd(stored -> stored.withSealedFile(RecordingState.SEALED, result));
            });
        }
        ended = true;
    }

    /// Deletes the recording.
    void discard() {
        abandon();
        if (opened) {
            services.audit().note(recording.auditRequest(AccessRequest.ENGINE, Action.RECORDING_DISCARDED));
            saveEnd(stored -> stored.withContentRemoved(RecordingState.DISCARDED));
        }
    }

    /// Saves the final state. During a database outage the next run of [RecordingRecovery] saves it from the file.
    private void saveEnd(UnaryOperator<Recording> toFinalState) {
        services.keyLock().lock(); // An erasure may have moved its key.
        try {
            Optional<Recording> stored =
                    services.store().find(Policy.scopeOfEngine(recording.practice()), recording.id());
            if (stored.filter(row -> row.state() == RecordingState.ERASED).isPresent()) {
                abandon();
            } else {
                var key = stored.flatMap(Recording::key);
                services.store().save(toFinalState.apply(recording.withKey(key)));
            }
        } catch (StoreUnavailableException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("recording.not-saved");
        } finally {
            services.keyLock().unlock();
        }
    }

    private SealWriter openWriter() throws IOException {
        SealWriter current = openWriter;
        if (current == null) {
            opened = true;
            services.keyLock().lock(); // A new key must not be destroyed before its row exists.
            try {
                var started = services.sealer().begin(plan(), services.storage().create(recording.id()));
                current = started.writer();
                openWriter = current;
                numberSealer = started.numbers();
                if (recording.kind() instanceof RecordingKind.Conversation) {
                    closeNumberSealer();
                }
                recording = recording
                        .withCaller(caller.map(number -> services.pseudonyms().of(recording.practice(), number))
                                .or(recording::caller))
                        .withKey(started.wrapped());
                services.store().save(recording);
            } finally {
                services.keyLock().unlock();
            }
        }
        return current;
    }

    private Sealer.Plan plan() {
        return new Sealer.Plan(
                recording.id(),
                recording.practice(),
                recording.call(),
                recording.started(),
                YearMonth.from(recording.keepUntil()),
                decryptionPolicy,
                false);
    }

    private void attempt(String step, Step action) {
        if (ended) {
            return;
        }
        try {
            action.run();
        } catch (IOException | SealException | StoreUnavailableException fault) {
            fail(step, fault);
        }
    }

    /// Gives up the recording: with an unmarked gap it would be false evidence.
    private void fail(String step, Exception fault) {
        LOG.atError()
                .addKeyValue("recording", recording.id())
                .addKeyValue("step", step)
                .setCause(fault)
                .log("recording.lost");
        services.lossListener().onRecordingLost();
        abandon();
    }

    private void abandon() {
        ended = true;
        SealWriter current = openWriter;
        openWriter = null;
        try {
            if (current != null) {
                current.close();
            }
            services.storage().scheduleRemoval(recording.id()); // The sealer does not wait for a remote store.
        } catch (IOException | SealException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("recording.delete-failed");
        }
    }
}
