package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;

/// The audio of one side that is not mixed yet. Positions are counted in samples since the conversation began.
final class ChannelBuffer {

    static final int SAMPLES_PER_SECOND = 8_000;
    static final int SAMPLE_BYTES = 2;

    /// Two seconds: the watchdog ends an engine that stalls for longer.
    private static final int CAPACITY_BYTES = 2 * SAMPLES_PER_SECOND * SAMPLE_BYTES;

    /// Buffered audio starts at 0 and ends at the buffer's position.
    private final ByteBuffer buffered = ByteBuffer.allocate(CAPACITY_BYTES);

    private long position;

    /// The position of the next sample.
    long position() {
        return position;
    }

    /// The samples that wait to be mixed.
    int buffered() {
        return buffered.position() / SAMPLE_BYTES;
    }

    /// Takes the samples.
    ///
    /// @return false if there is no space
    boolean add(ByteBuffer samples) {
        if (samples.remaining() > buffered.remaining()) {
            return false;
        }
        position += samples.remaining() / SAMPLE_BYTES;
        buffered.put(samples);
        return true;
    }

    /// Adds silence up to `due`, as far as there is space.
    ///
    /// @return the number of samples added
    long padSilence(long due) {
        int samples = Math.clamp(due - position, 0, buffered.remaining() / SAMPLE_BYTES);
        buffered.put(new byte[samples * SAMPLE_BYTES]);
        position += samples;
        return samples;
    }

    /// Removes the first `samples` samples and puts them into every second place of `stereo`, from the byte
    /// `offset` on.
    void interleaveInto(ByteBuffer stereo, int offset, int samples) {
        buffered.flip();
        for (int i = 0; i < samples; i++) {
            // Both are little-endian, so the bytes are copied unchanged.
            stereo.putShort(offset + i * 2 * SAMPLE_BYTES, buffered.getShort());
        }
        buffered.compact();
    }
}
