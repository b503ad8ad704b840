package org.permanence.triage;

import java.util.Optional;

/// What a caller has said with the keys.
///
/// @param matter what it is about, where an answer says so
public record Said(Urgency urgency, Optional<Matter> matter) {

    /// Of no matter in particular.
    public Said(Urgency urgency) {
        this(urgency, Optional.empty());
    }

    @Override
    public String toString() {
        return "[said]"; // Between the patient and the practice.
    }
}
