package org.permanence.adapter.configuration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The pitch of each RTP packet that a telephone received: enough to tell the sounds of [SampleModels] apart.
final class Pitches {

    private static final int RTP_HEADER = 12;

    private final List<Integer> pitches = new CopyOnWriteArrayList<>();

    /// Adds a packet of µ-law.
    void add(byte[] packet) {
        pitches.add(pitch(packet));
    }

    /// True once five packets in a row (100 ms) have that pitch.
    boolean hasTone(int hertz) {
        int run = 0;
        for (int pitch : pitches) {
            run = Math.abs(pitch - hertz) <= 60 ? run + 1 : 0;
            if (run >= 5) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return pitches.isEmpty();
    }

    void clear() {
        pitches.clear();
    }

    /// The pitch: half the number of sign changes in a second. In µ-law the highest bit is the sign.
    private static int pitch(byte[] packet) {
        int changes = 0;
        for (int i = RTP_HEADER + 1; i < packet.length; i++) {
            changes += ((packet[i] ^ packet[i - 1]) & 0x80) >>> 7;
        }
        return packet.length <= RTP_HEADER ? 0 : changes * 8000 / 2 / (packet.length - RTP_HEADER);
    }
}
