package org.permanence.callback;

import java.time.Instant;
import java.util.Optional;
import org.permanence.practice.PracticeId;
import org.permanence.queue.SavedPosition;

/// Stores the positions of callers who were cut off, for some minutes.
public interface SavedPositionStore {

    /// Saves a caller's position. Replaces an older one.
    void save(PracticeId practice, String callerPseudonym, SavedPosition position, Instant until);

    /// Returns a caller's position and keeps it; empty if there is none or it has expired.
    Optional<SavedPosition> position(PracticeId practice, String callerPseudonym, Instant now);

    /// Removes and returns a caller's position; empty if there is none or it has expired.
    Optional<SavedPosition> take(PracticeId practice, String callerPseudonym, Instant now);

    /// Deletes positions that expired before `now`.
    void deleteExpired(Instant now);
}
