package org.permanence.seal;

/// The one audio format of recordings: PCM, 16 bits signed little-endian, 8,000 frames a second, stereo with the
/// caller left and the other party right.
public final class AudioFormat {

    public static final int FRAMES_PER_SECOND = 8_000;
    public static final int CHANNELS = 2;
    public static final int FRAME_BYTES = CHANNELS * Short.BYTES;

    static final int WAV_HEADER_BYTES = 44;

    /// The longest recording, 37 hours: a WAV header has 32 bits for the length.
    static final long MAX_FRAMES = (0xffff_ffffL - WAV_HEADER_BYTES) / FRAME_BYTES;

    private AudioFormat() {}
}
