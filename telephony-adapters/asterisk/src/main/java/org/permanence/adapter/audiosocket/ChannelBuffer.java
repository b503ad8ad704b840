package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;

/// What one side of a talk said and was not joined yet. Counted in samples since the talk began.
final class ChannelBuffer {

    static final int SAMPLES_PER_SECOND = 8_000;
    static final int SAMPLE_BYTES = 2;

    /// Two seconds: the watchdog ends an engine that was still for longer.
    private static final int CAPACITY_BYTES = 2 * SAMPLES_PER_SECOND * SAMPLE_BYTES;

    /// What has come begins at 0 and ends at its position.
    private final ByteBuffer buffered = ByteBuffer.allocate(CAPACITY_BYTES);

    private long position;

    /// Where the next sample will be.
    long position() {
        return position;
    }

    /// Samples that wait to be joined.
    int buffered() {
        return buffered.position() / SAMPLE_BYTES;
    }

    /// Takes the samples, or says no: there is no room.
    boolean add(ByteBuffer samples) {
        if (samples.remaining() > buffered.remaining()) {
            return false;
        }
        position += samples.remaining() / SAMPLE_BYTES;
        buffered.put(samples);
        return true;
    }

    /// Silence up to `due`, as far as there is room.
    ///
    /// @return how many samples of it
    long padSilence(long due) {
        int samples = Math.clamp(due - position, 0, buffered.remaining() / SAMPLE_BYTES);
        buffered.put(new byte[samples * SAMPLE_BYTES]);
        position += samples;
        return samples;
    }

    /// Puts the first `samples` that wait into every second place of `stereo`, from `place` on, in bytes.
    void interleaveInto(ByteBuffer stereo, int offset, int samples) {
        buffered.flip();
        for (int i = 0; i < samples; i++) {
            // Both are little-endian: the bytes are moved as they are.
            stereo.putShort(offset + i * 2 * SAMPLE_BYTES, buffered.getShort());
        }
        buffered.compact();
    }
}
