package org.permanence.audit;

/// What was done, or is about to be done, to data that is kept.
public enum Action {
    RECORDING_LISTED,
    RECORDING_PLAYED,
    RECORDING_EXPORTED,
    RECORDING_VERIFIED,
    /// A recording is whole; the entry holds the digest of its file.
    RECORDING_SEALED,
    /// A recording that a crash cut was made readable up to the cut.
    RECORDING_RECOVERED,
    /// The caller objected, or the assistant discarded it: nothing is left.
    RECORDING_DISCARDED,
    /// A recording's time was over.
    RECORDING_EXPIRED,
    MESSAGE_LISTED,
    /// The number at which whoever left a message wants to be called back was opened.
    NUMBER_READ,
    /// Somebody has taken a message upon themselves.
    MESSAGE_ACKNOWLEDGED,
    /// A practice blocked a caller's number, by pseudonym.
    NUMBER_BLOCKED,
    NUMBER_UNBLOCKED,
    BLOCKED_LISTED,
    HOLD_SET,
    HOLD_LIFTED,
    PATIENT_ERASED,
    KEY_ROTATED,
    KEY_DESTROYED,
    /// The time of the first segments of this log was over: entries before the detail `first` are gone.
    LOG_EXPIRED,
    LOG_READ,
    LOG_EXPORTED;

    /// Whether the house enters it once it is done, so that no result follows.
    boolean isLoggedOnCompletion() {
        return this == RECORDING_SEALED || this == RECORDING_DISCARDED;
    }
}
