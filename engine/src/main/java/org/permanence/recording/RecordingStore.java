package org.permanence.recording;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.WrappedKey;

/// Where it is written what recordings there are. Each method is whole or not done.
public interface RecordingStore {

    /// Adds a recording, or replaces what was said of it.
    void save(Recording recording);

    Optional<Recording> find(RecordingId recording);

    /// A call's recordings, oldest first.
    List<Recording> find(CallId call);

    /// A practice's recordings that began from `from` on and before `to`, oldest first, at most `limit`.
    List<Recording> find(PracticeId practice, Instant from, Instant to, int limit);

    /// All recordings of one caller at one practice, by pseudonym, oldest first: of who called from that number,
    /// and of who wants to be called back there.
    List<Recording> find(PracticeId practice, String caller);

    /// Those that were being made and have not ended, oldest first.
    List<Recording> findOpen();

    /// Kept ones whose last day was before `day` and that no hold keeps, oldest first, at most `limit`.
    List<Recording> findExpired(LocalDate day, int limit);

    /// Those whose keys are closed under this key of the key store, oldest first.
    List<Recording> findByKey(BucketKeyId bucket);

    /// Lets a legal hold keep a recording, or no longer; nothing else that is known of it changes.
    void setHold(RecordingId recording, boolean held);

    /// The assistant has it paused, or no longer; nothing else that is known of it changes.
    void setPaused(RecordingId recording, boolean paused);

    /// Whoever left it as a message wants to be called back there; nothing else that is known of it changes. Of one
    /// that is gone nothing is written.
    void setCallback(RecordingId recording, RecordingKind.Callback callback);

    /// Puts other closed keys in the place of the ones before.
    void replaceKeys(Map<RecordingId, WrappedKey> keys);
}
