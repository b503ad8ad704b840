package org.permanence.audit;

import java.util.Optional;

/// A place outside the log that has the log's newest checkpoint. A log that lost its end, or all of itself, does
/// not agree with it.
public interface CheckpointWitness {

    /// The place, for logs and messages: two or three words.
    String place();

    /// The kept checkpoint as a signed note; empty if none was kept yet.
    ///
    /// @throws RuntimeException if the place cannot be read
    Optional<String> read();

    /// Keeps a checkpoint in place of the earlier one. Returns when it survives a power cut.
    ///
    /// @throws RuntimeException if the place cannot be written
    void keep(String note);
}
