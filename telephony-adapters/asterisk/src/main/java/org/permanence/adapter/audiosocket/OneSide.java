package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;

/// What one side of a talk said and was not joined yet. Counted in samples since the talk began.
final class OneSide {

    /// Two seconds: the watchdog ends an engine that was still for longer.
    private static final int ROOM_BYTES = 2 * TwoSides.SAMPLES_A_SECOND * TwoSides.SAMPLE_BYTES;

    /// What has come begins at 0 and ends at its position.
    private final ByteBuffer waiting = ByteBuffer.allocate(ROOM_BYTES);

    private long position;

    /// Where the next sample will be.
    long position() {
        return position;
    }

    /// Samples that wait to be joined.
    int waiting() {
        return waiting.position() / TwoSides.SAMPLE_BYTES;
    }

    /// Takes the samples, or says no: there is no room.
    boolean add(ByteBuffer samples) {
        if (samples.remaining() > waiting.remaining()) {
            return false;
        }
        position += samples.remaining() / TwoSides.SAMPLE_BYTES;
        waiting.put(samples);
        return true;
    }

    /// Silence up to `due`, as far as there is room.
    ///
    /// @return how many samples of it
    long silenceUpTo(long due) {
        int samples = Math.clamp(due - position, 0, waiting.remaining() / TwoSides.SAMPLE_BYTES);
        waiting.put(new byte[samples * TwoSides.SAMPLE_BYTES]);
        position += samples;
        return samples;
    }

    /// Puts the first `samples` that wait into every second place of `stereo`, from `place` on, in bytes.
    void moveTo(ByteBuffer stereo, int place, int samples) {
        waiting.flip();
        for (int i = 0; i < samples; i++) {
            // Both are little-endian: the bytes are moved as they are.
            stereo.putShort(place + i * 2 * TwoSides.SAMPLE_BYTES, waiting.getShort());
        }
        waiting.compact();
    }
}
