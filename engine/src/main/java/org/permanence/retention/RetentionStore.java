package org.permanence.retention;

import java.time.Instant;
import java.util.List;
import org.permanence.practice.PracticeId;

/// Finds and deletes rows whose period is over. Each transaction is short, so that calls never wait for a deletion.
///
/// These rows stay however old they are:
///
/// - the journal, the call record and the notes of a call of which a recording is under a legal hold;
/// - the call record of a call of which a recording is stored, because it proves the notice;
/// - rows of recordings that are stored or under a legal hold;
/// - the text of a practice file that is in use;
/// - the override with the highest number, because no number is used twice;
/// - the states of assistants who are in the settings.
public interface RetentionStore {

    /// The expired rows of a kind: one element for each practice that has some.
    List<ExpiredRows> findExpired(DataKind kind, Instant before);

    /// Deletes some of these rows.
    ///
    /// @return how many were deleted: fewer than `limit` if no more are left
    int delete(ExpiredRows rows, int limit);

    /// Whether the practice is no longer in the settings, and nothing is left of its calls and recordings.
    boolean hasLeft(PracticeId practice);
}
