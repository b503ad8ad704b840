package org.permanence.recording;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.permanence.access.AccessRequest;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.WrappedKey;

/// The metadata of one recording: everything but its audio.
///
/// @param caller    the caller's pseudonym; empty if no number was presented
/// @param assistant the last assistant on the call
/// @param keepUntil the last day of its retention period
/// @param held      whether a legal hold keeps it beyond that day
/// @param paused    whether the assistant has paused it
/// @param key       the wrapped key that opens it; empty if only the practice can open it, or if nothing is left
/// @param sealed    length and digest of its file, once the file is whole
public record Recording(
        RecordingId id,
        RecordingKind kind,
        CallId call,
        PracticeId practice,
        Optional<String> caller,
        Optional<Login> assistant,
        Instant started,
        RecordingState state,
        LocalDate keepUntil,
        boolean held,
        boolean paused,
        Optional<WrappedKey> key,
        Optional<Sealed> sealed) {

    private static final int FRAMES_PER_MILLISECOND = 8;

    /// A recording that starts now, before its key exists. The practice's rules set the retention period.
    static Recording start(RecordingKind kind, CallId call, Practice practice, InstantSource clock) {
        Instant now = clock.instant();
        LocalDate keepUntil = now.atZone(practice.zone())
                .toLocalDate()
                .plusDays(practice.recordings().retentionDays());
        return new Recording(
                RecordingId.next(clock),
                kind,
                call,
                practice.id(),
                Optional.empty(),
                Optional.empty(),
                now,
                RecordingState.OPEN,
                keepUntil,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /// The end of its sealed audio; its start if it is not sealed.
    Instant ended() {
        return started.plusMillis(sealed.map(Sealed::frames).orElse(0L) / FRAMES_PER_MILLISECOND);
    }

    /// The entry for the audit log before `access` does `action` to this recording.
    public AuditRequest auditRequest(AccessRequest access, Action action) {
        return AuditRequest.of(access, action, practice, auditObject());
    }

    /// The engine's entry for the audit log when the file is whole. It records length and digest of the file.
    AuditRequest sealedAuditRequest(Sealed file) {
        var details = Map.of(
                "sha256", file.sha256(),
                "bytes", Long.toString(file.bytes()),
                "frames", Long.toString(file.frames()));
        return new AuditRequest(
                AccessRequest.ENGINE.principal(),
                Optional.of(practice),
                Action.RECORDING_SEALED,
                auditObject(),
                AccessRequest.ENGINE.purpose(),
                new TreeMap<>(details),
                Optional.empty());
    }

    private AuditObject auditObject() {
        return new AuditObject(AuditObject.Kind.RECORDING, id.value());
    }

    Recording withCaller(Optional<String> pseudonym) {
        return with(changed -> changed.caller = pseudonym);
    }

    public Recording withKey(Optional<WrappedKey> wrappedKey) {
        return with(changed -> changed.key = wrappedKey);
    }

    Recording withStart(Instant start) {
        return with(changed -> changed.started = start);
    }

    public Recording withHold(boolean onHold) {
        return with(changed -> changed.held = onHold);
    }

    public Recording withPaused(boolean isPaused) {
        return with(changed -> changed.paused = isPaused);
    }

    Recording withAssistant(Login login) {
        return with(changed -> changed.assistant = Optional.of(login));
    }

    /// The recording in a state in which its file is whole.
    public Recording withSealedFile(RecordingState finalState, Sealed file) {
        return with(changed -> {
            changed.state = finalState;
            changed.sealed = Optional.of(file);
        });
    }

    /// A message with a request to call back at this number.
    public Recording withCallback(RecordingKind.CallbackNumber callback) {
        return with(changed -> changed.kind = new RecordingKind.Message(Optional.of(callback)));
    }

    /// The recording in a state in which nothing is left: no key, and no number to call back.
    public Recording withContentRemoved(RecordingState finalState) {
        return with(changed -> {
            changed.kind = kind.withoutCallback();
            changed.state = finalState;
            changed.key = Optional.empty();
        });
    }

    /// A copy with changes: the one place that copies the fields.
    private Recording with(Consumer<Fields> change) {
        var fields = new Fields(this);
        change.accept(fields);
        return new Recording(
                id,
                fields.kind,
                call,
                practice,
                fields.caller,
                fields.assistant,
                fields.started,
                fields.state,
                keepUntil,
                fields.held,
                fields.paused,
                fields.key,
                fields.sealed);
    }

    /// The fields that change during a recording's life.
    private static final class Fields {

        private RecordingKind kind;
        private Optional<String> caller;
        private Optional<Login> assistant;
        private Instant started;
        private RecordingState state;
        private boolean held;
        private boolean paused;
        private Optional<WrappedKey> key;
        private Optional<Sealed> sealed;

        private Fields(Recording recording) {
            kind = recording.kind;
            caller = recording.caller;
            assistant = recording.assistant;
            started = recording.started;
            state = recording.state;
            held = recording.held;
            paused = recording.paused;
            key = recording.key;
            sealed = recording.sealed;
        }
    }
}
