package org.permanence.practice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every text that a practice's file has had. The file is what the house starts from; this says what it said
/// before, who changed it, and why. Nothing here is ever changed or deleted.
public interface PracticeHistory {

    /// Keeps each text that is not its practice's newest version as a new one: all of them, or none.
    ///
    /// @param last done when they are written and before they are kept: where it throws, none is
    /// @return for each practice the number of the version that says its text
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away
    Map<PracticeId, Integer> save(
            Map<PracticeId, PracticeSource> sources, PracticeChange change, Instant at, Runnable beforeCommit);

    /// The newest versions of a practice, newest first.
    List<PracticeVersion> latest(PracticeId practice, int limit);

    Optional<PracticeSource> source(PracticeId practice, int number);
}
