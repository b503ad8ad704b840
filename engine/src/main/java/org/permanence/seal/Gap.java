package org.permanence.seal;

/// A part of a recording that is silent because nothing was recorded.
///
/// @param at     the first frame
/// @param frames the length; 0 if it is unknown
public record Gap(long at, long frames, Reason why) {

    public enum Reason {
        /// The audio arrived faster than it was read.
        READER_BEHIND,
        /// The assistant paused the recording.
        PAUSED,
        /// No engine was running.
        ENGINE_GONE
    }

    public Gap {
        if (at < 0 || frames < 0 || at > AudioFormat.MAX_FRAMES || frames > AudioFormat.MAX_FRAMES) {
            throw new IllegalArgumentException(
                    "gap: " + frames + " frames at " + at + " (expected: within a recording)");
        }
    }

    long end() {
        return at + frames;
    }
}
