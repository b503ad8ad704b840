package org.permanence.seal;

/// A stretch of a recording that is silence because nothing was taken, and not because nobody spoke.
///
/// @param at     the first frame
/// @param frames how many; 0 where nobody knows how long it was
public record Gap(long at, long frames, Reason why) {

    public enum Reason {
        /// The sound came faster than it was read.
        READER_BEHIND,
        /// The assistant paused the recording.
        PAUSED,
        /// There was no engine.
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
