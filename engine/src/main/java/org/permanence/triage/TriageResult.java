package org.permanence.triage;

import java.util.Optional;

/// What the caller answered in the triage menu.
///
/// @param reason what the call is about; empty if no answer says so
public record TriageResult(Urgency urgency, Optional<CallReason> reason) {

    /// A result without a reason.
    public TriageResult(Urgency urgency) {
        this(urgency, Optional.empty());
    }

    @Override
    public String toString() {
        return "[triage result]"; // Confidential between the patient and the practice.
    }
}
