package org.permanence.recording;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.WrappedKey;

/// What is known of one recording, beside its sound.
///
/// @param caller    the caller's pseudonym; none where no number was presented
/// @param assistant who talked with the caller
/// @param keepUntil the last day it is kept
/// @param held      whether a legal hold keeps it beyond that
/// @param paused    whether the assistant had it paused when it was last said
/// @param key       the key that opens it, closed; none where the practice alone reads it, or nothing is left
/// @param sealed    what its file is, once it is whole
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

    /// When what is kept of it ends; when it began, where that is not known.
    Instant ended() {
        return started.plusMillis(sealed.map(Sealed::frames).orElse(0L) / 8);
    }

    /// The same, begun: its key is drawn.
    public Recording withKey(Optional<String> caller, Optional<WrappedKey> key) {
        return new Recording(
                id, kind, call, practice, caller, assistant, started, state, keepUntil, held, paused, key, sealed);
    }

    /// The same, of a talk that began then.
    Recording withStart(Instant start) {
        return new Recording(
                id, kind, call, practice, caller, assistant, start, state, keepUntil, held, paused, key, sealed);
    }

    /// The same, which a legal hold keeps, or no longer.
    public Recording held(boolean onHold) {
        return new Recording(
                id, kind, call, practice, caller, assistant, started, state, keepUntil, onHold, paused, key, sealed);
    }

    /// The same, paused by the assistant, or no longer.
    public Recording paused(boolean isPaused) {
        return new Recording(
                id, kind, call, practice, caller, assistant, started, state, keepUntil, held, isPaused, key, sealed);
    }

    /// The same, of a talk with this assistant.
    Recording with(Login assistant) {
        return new Recording(
                id,
                kind,
                call,
                practice,
                caller,
                Optional.of(assistant),
                started,
                state,
                keepUntil,
                held,
                paused,
                key,
                sealed);
    }

    /// The same, whole.
    public Recording with(RecordingState state, Sealed sealed) {
        return new Recording(
                id,
                kind,
                call,
                practice,
                caller,
                assistant,
                started,
                state,
                keepUntil,
                held,
                paused,
                key,
                Optional.of(sealed));
    }

    /// The same, a message of a caller who wants to be called back there.
    public Recording withCallback(Optional<RecordingKind.Callback> callback) {
        return new Recording(
                id,
                new RecordingKind.Message(callback),
                call,
                practice,
                caller,
                assistant,
                started,
                state,
                keepUntil,
                held,
                paused,
                key,
                sealed);
    }

    /// The same, of which nothing is left: its key is forgotten too, and whom to call back.
    public Recording withContentRemoved(RecordingState state) {
        return new Recording(
                id,
                kind.requestedCallback().isPresent() ? new RecordingKind.Message(Optional.empty()) : kind,
                call,
                practice,
                caller,
                assistant,
                started,
                state,
                keepUntil,
                held,
                paused,
                Optional.empty(),
                sealed);
    }
}
