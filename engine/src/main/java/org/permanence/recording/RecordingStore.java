package org.permanence.recording;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.WrappedKey;

/// The table of recordings. Each method is atomic.
public interface RecordingStore {

    /// Adds a recording or replaces its row.
    void save(Recording recording);

    /// A recording of the scope's practices; empty if it is another practice's, as if it did not exist.
    Optional<Recording> find(PracticeScope scope, RecordingId recording);

    /// The state of a recording of any practice, for the engine's work on its file; empty if it has no row.
    Optional<RecordingState> state(RecordingId recording);

    /// Length and digest of a kept recording's file, of any practice, for the engine's work on it; empty if it is
    /// not sealed, or nothing of it is left.
    Optional<Sealed> sealedFile(RecordingId recording);

    /// A call's recordings, oldest first.
    List<Recording> find(CallId call);

    /// A practice's recordings that started from `from` on and before `to`, oldest first, at most `limit`.
    List<Recording> find(PracticeId practice, Instant from, Instant to, int limit);

    /// All recordings of one pseudonym at one practice, oldest first: as the caller, or as the number to call back.
    List<Recording> find(PracticeId practice, String caller);

    /// Recordings in progress, oldest first. Their engine may have died.
    List<Recording> findOpen();

    /// Stored recordings without a legal hold that had their last day before `day`, oldest first, at most `limit`.
    List<Recording> findExpired(LocalDate day, int limit);

    /// Recordings with a key wrapped by this key of the key store, oldest first.
    List<Recording> findByKey(BucketKeyId bucket);

    /// Sets or lifts a legal hold, and changes nothing else. No effect on another practice's recording.
    void setHold(PracticeScope scope, RecordingId recording, boolean held);

    /// Saves whether the assistant has paused it, and changes nothing else.
    void setPaused(RecordingId recording, boolean paused);

    /// Saves the number to call back, and changes nothing else. No effect if nothing of the recording is left.
    void setCallback(RecordingId recording, RecordingKind.CallbackNumber callback);

    /// Replaces wrapped keys.
    void replaceKeys(Map<RecordingId, WrappedKey> keys);
}
