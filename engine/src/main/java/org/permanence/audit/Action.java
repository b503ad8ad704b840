package org.permanence.audit;

/// What was done, or is about to be done, to stored data.
public enum Action {
    RECORDING_LISTED,
    RECORDING_PLAYED,
    RECORDING_EXPORTED,
    RECORDING_VERIFIED,
    /// A recording is complete. The details have the digest of its file.
    RECORDING_SEALED,
    /// A recording that a crash had truncated is readable again up to that point.
    RECORDING_RECOVERED,
    /// The caller objected, or the assistant discarded the recording. Nothing is left.
    RECORDING_DISCARDED,
    /// A recording was deleted at the end of its retention period.
    RECORDING_EXPIRED,
    MESSAGE_LISTED,
    /// A message's callback number was decrypted.
    NUMBER_READ,
    /// A person has taken responsibility for a message.
    MESSAGE_ACKNOWLEDGED,
    /// A practice blocked a caller's number. The object is its pseudonym.
    NUMBER_BLOCKED,
    NUMBER_UNBLOCKED,
    BLOCKED_LISTED,
    HOLD_SET,
    HOLD_LIFTED,
    PATIENT_ERASED,
    KEY_ROTATED,
    KEY_DESTROYED,
    /// The log's first segments were deleted at the end of their retention period: the entries before the detail
    /// `first` are gone.
    LOG_EXPIRED,
    /// The log lost its end, and the operator continued it with the detail `entries`.
    LOG_LOSS_ACCEPTED,
    LOG_READ,
    LOG_EXPORTED;

    /// Whether the engine writes the entry after the action, so that no separate result follows.
    boolean isLoggedOnCompletion() {
        return this == RECORDING_SEALED || this == RECORDING_DISCARDED;
    }
}
