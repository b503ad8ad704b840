package org.permanence.triage;

/// Whether a practice takes new calls.
public enum OpeningStatus {
    OPEN,
    /// The practice is open, but closes too soon to take a new call.
    CLOSING_SOON,
    CLOSED
}
