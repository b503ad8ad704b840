package org.permanence.practice;

import java.util.List;

/// The result of publishing a practice's file.
public sealed interface PublishOutcome {

    /// The text is in force.
    ///
    /// @param version  its number in the practice's history
    /// @param warnings for the author: what callers may miss, then what to do
    record Applied(int version, List<String> warnings) implements PublishOutcome {

        public Applied {
            warnings = List.copyOf(warnings);
        }

        /// Without a warning.
        public Applied(int version) {
            this(version, List.of());
        }
    }

    /// Nothing changed.
    ///
    /// @param reason for the author: what is wrong, then what to do; may have several lines
    record Refused(String reason) implements PublishOutcome {}
}
