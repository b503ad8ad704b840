package org.permanence.call;

import java.nio.ByteBuffer;

/// Receives the audio of a call. The switch calls its methods one after the other, on a thread that serves many
/// calls: they must not block.
public interface AudioListener {

    /// A block of audio: 8,000 frames a second, each of two samples (16 bit, signed, little-endian), the caller's
    /// sample first. The buffer belongs to the listener until the method returns.
    void onAudio(ByteBuffer audio);

    /// A party was bridged with the caller without having heard that the call is recorded.
    void noticeNotPlayed();

    /// The audio has ended.
    void ended();
}
