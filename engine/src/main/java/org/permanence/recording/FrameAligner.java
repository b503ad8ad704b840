package org.permanence.recording;

import java.nio.ByteBuffer;

/// Cuts a stream of audio into complete frames. A block from the switch may end in the middle of a frame; its last
/// bytes wait here for the next block.
final class FrameAligner {

    private final byte[] partialFrame;
    private int partialBytes;

    FrameAligner(int frameBytes) {
        partialFrame = new byte[frameBytes];
    }

    /// The complete frames up to the end of `audio`. The result may share memory with `audio`.
    ByteBuffer align(ByteBuffer audio) {
        if (partialBytes == 0 && audio.remaining() % partialFrame.length == 0) {
            return audio;
        }
        var whole = ByteBuffer.allocate(partialBytes + audio.remaining());
        whole.put(partialFrame, 0, partialBytes).put(audio).flip();
        partialBytes = whole.remaining() % partialFrame.length;
        whole.get(whole.limit() - partialBytes, partialFrame, 0, partialBytes);
        return whole.limit(whole.limit() - partialBytes);
    }
}
