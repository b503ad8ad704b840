package org.permanence.practice;

/// The result of publishing a practice's file.
public sealed interface PublishOutcome {

    /// The text is in force.
    ///
    /// @param version its number in the practice's history
    record Applied(int version) implements PublishOutcome {}

    /// Nothing changed.
    ///
    /// @param reason for the author: what is wrong, then what to do; may have several lines
    record Refused(String reason) implements PublishOutcome {}
}
