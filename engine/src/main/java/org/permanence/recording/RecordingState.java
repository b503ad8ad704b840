package org.permanence.recording;

/// The state of a recording.
public enum RecordingState {
    /// In progress, or its engine died.
    OPEN,
    /// Complete, and its end is authenticated.
    SEALED,
    /// Its engine died. What was left has been sealed again.
    RECOVERED,
    /// The caller objected, or a party could not be notified. Nothing is left.
    DISCARDED,
    /// Its retention period ended. Nothing is left.
    EXPIRED,
    /// The patient was erased. Nothing is left.
    ERASED,
    /// It could not be stored. Nothing is left.
    LOST;

    /// Whether its audio is stored.
    public boolean isKept() {
        return this == SEALED || this == RECOVERED;
    }
}
