package org.permanence.call;

import java.nio.ByteBuffer;

/// Hears both sides of a call. Its methods are called one after the other, on a thread of the switch that hears
/// many calls: they must not wait for anything.
public interface AudioListener {

    /// Some sound of both sides, 8,000 times a second two samples of 16 bits (signed, little-endian), the caller's
    /// first. The buffer is the ear's until it returns.
    void onAudio(ByteBuffer audio);

    /// Somebody is joined with the caller who could not be told that the call is listened to.
    void noticeNotPlayed();

    /// Nothing more will be heard.
    void ended();
}
