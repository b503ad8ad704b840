package org.permanence.callback;

import java.time.Instant;
import java.util.Optional;
import org.permanence.practice.PracticeId;
import org.permanence.queue.SavedPosition;

/// The turns of callers who were cut off, for some minutes.
public interface SavedPositionStore {

    /// Keeps a caller's turn, instead of an older one.
    void save(PracticeId practice, String callerPseudonym, SavedPosition position, Instant until);

    /// Gives it out, once; nothing where none is kept, or it has been kept for long enough.
    Optional<SavedPosition> take(PracticeId practice, String callerPseudonym, Instant now);

    /// Forgets those that have been kept for long enough.
    void deleteExpired(Instant now);
}
