package org.permanence.recording;

/// What became of a recording.
public enum RecordingState {
    /// It is being made, or was when its engine died.
    OPEN,
    /// It is whole, and its end is proven.
    SEALED,
    /// An engine died while it was made: what was left has been sealed anew.
    RECOVERED,
    /// The caller objected, or somebody could not be told of it: nothing is left.
    DISCARDED,
    /// Its time was over: nothing is left.
    EXPIRED,
    /// The patient was erased: nothing is left.
    ERASED,
    /// It could not be kept: nothing is left.
    LOST;

    /// Whether there is sound to be heard.
    public boolean isKept() {
        return this == SEALED || this == RECOVERED;
    }
}
