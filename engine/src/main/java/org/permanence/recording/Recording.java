package org.permanence.recording;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
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
@RecordBuilder
@RecordBuilder.Options(enableWither = false)
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
        return AuditRequest.byEngine(Action.RECORDING_SEALED, Optional.of(practice), auditObject(), details);
    }

    private AuditObject auditObject() {
        return new AuditObject(AuditObject.Kind.RECORDING, id.value());
    }

    Recording withCaller(Optional<String> pseudonym) {
        return copy().caller(pseudonym).build();
    }

    public Recording withKey(Optional<WrappedKey> wrappedKey) {
        return copy().key(wrappedKey).build();
    }

    Recording withStart(Instant start) {
        return copy().started(start).build();
    }

    public Recording withHold(boolean onHold) {
        return copy().held(onHold).build();
    }

    public Recording withPaused(boolean isPaused) {
        return copy().paused(isPaused).build();
    }

    Recording withAssistant(Login login) {
        return copy().assistant(Optional.of(login)).build();
    }

    /// The recording in a state in which its file is whole.
    public Recording withSealedFile(RecordingState finalState, Sealed file) {
        return copy().state(finalState).sealed(Optional.of(file)).build();
    }

    /// A message with a request to call back at this number.
    public Recording withCallback(RecordingKind.CallbackNumber callback) {
        return copy().kind(new RecordingKind.Message(Optional.of(callback))).build();
    }

    /// The recording in a state in which nothing is left: no key, and no number to call back. The row of an erased
    /// patient does not name them any more, not even by pseudonym.
    public Recording withContentRemoved(RecordingState finalState) {
        return copy().kind(kind.withoutCallback())
                .caller(finalState == RecordingState.ERASED ? Optional.empty() : caller)
                .state(finalState)
                .key(Optional.empty())
                .build();
    }

    /// The recording of an unknown caller.
    Recording withoutCaller() {
        return copy().caller(Optional.empty()).build();
    }

    private RecordingBuilder copy() {
        return RecordingBuilder.builder(this);
    }
}
