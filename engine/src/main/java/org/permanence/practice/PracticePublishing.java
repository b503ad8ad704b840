package org.permanence.practice;

import java.util.List;
import java.util.Optional;

/// Reads and changes the practices' files while the engine runs.
public interface PracticePublishing {

    /// The text that applies to calls now; empty for an unknown practice.
    Optional<PracticeSource> source(PracticeId practice);

    /// An earlier or the current text; empty for an unknown practice or version.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the database does not answer
    Optional<PracticeSource> source(PracticeId practice, int version);

    /// The versions of a practice's file, newest first.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the database does not answer
    List<PracticeVersion> versions(PracticeId practice);

    /// Checks a text and puts it into force. It applies from the next call on; running calls keep the former text.
    /// A refused or failed change leaves everything as it was. A text that shortens the retention is refused.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the database does not answer
    PublishOutcome publish(PracticeId practice, PracticeSource source, PracticeChange change);

    /// As [#publish], for a text of which a second person has approved that it shortens the retention.
    PublishOutcome publishApproved(PracticeId practice, PracticeSource source, PracticeChange change);

    /// Compares a text with the one in force; empty if it does not shorten the retention, or is not valid.
    Optional<ShorterRetention> shorterRetention(PracticeId practice, PracticeSource source);
}
