package org.permanence.practice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every version of the practice files. The engine starts from the files; this history has their earlier texts, who
/// changed them, and why. Versions are never changed or deleted.
public interface PracticeHistory {

    /// Saves each text that differs from its practice's newest version as a new version: all of them, or none.
    ///
    /// @param beforeCommit runs after the versions are written and before they are committed; if it throws, none is
    ///     saved
    /// @return for each practice the number of the version that has its text
    /// @throws org.permanence.queue.StoreUnavailableException if the store is unavailable
    Map<PracticeId, Integer> save(
            Map<PracticeId, PracticeSource> sources, PracticeChange change, Instant at, Runnable beforeCommit);

    /// The newest versions of a practice, newest first.
    List<PracticeVersion> latest(PracticeId practice, int limit);

    Optional<PracticeSource> source(PracticeId practice, int number);
}
