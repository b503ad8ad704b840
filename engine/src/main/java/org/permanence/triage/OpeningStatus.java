package org.permanence.triage;

/// Whether a practice takes calls.
public enum OpeningStatus {
    OPEN,
    /// It is open, and closes too soon for a new call.
    LAST_CALL,
    CLOSED
}
