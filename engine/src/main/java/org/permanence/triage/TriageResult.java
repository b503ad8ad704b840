package org.permanence.triage;

import java.util.Optional;

/// What a caller has said with the keys.
///
/// @param reason what it is about, where an answer says so
public record TriageResult(Urgency urgency, Optional<CallReason> reason) {

    /// Of no matter in particular.
    public TriageResult(Urgency urgency) {
        this(urgency, Optional.empty());
    }

    @Override
    public String toString() {
        return "[said]"; // Between the patient and the practice.
    }
}
