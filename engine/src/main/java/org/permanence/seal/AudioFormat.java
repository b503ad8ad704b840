package org.permanence.seal;

/// The one sound of the house: 16 bits signed little-endian, 8,000 frames a second, the caller left and the other
/// party right.
public final class AudioFormat {

    public static final int FRAMES_PER_SECOND = 8_000;
    public static final int CHANNELS = 2;
    public static final int FRAME_BYTES = CHANNELS * Short.BYTES;

    private AudioFormat() {}
}
