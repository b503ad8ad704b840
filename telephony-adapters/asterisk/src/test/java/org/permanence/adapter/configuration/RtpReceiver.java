package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The audio that a telephone receives, as the pitch of each packet: enough to tell the sounds of [SampleModels]
/// apart.
final class RtpReceiver implements AutoCloseable {

    private static final int RTP_HEADER = 12;

    private final DatagramSocket socket;
    private final Thread listener;
    private final List<Integer> pitches = new CopyOnWriteArrayList<>();

    RtpReceiver(String host) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(host, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener = Thread.ofVirtual().start(this::listen);
    }

    /// The SDP of this receiver: µ-law only.
    String sessionDescription() {
        String host = socket.getLocalAddress().getHostAddress();
        return """
                v=0
                o=- 1 1 IN IP4 %1$s
                s=-
                c=IN IP4 %1$s
                t=0 0
                m=audio %2$d RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                a=ptime:20
                """.formatted(host, socket.getLocalPort()).replace("\n", "\r\n");
    }

    /// True once five packets in a row (100 ms) have that pitch.
    boolean hasReceivedTone(int hertz) {
        int run = 0;
        for (int pitch : pitches) {
            run = Math.abs(pitch - hertz) <= 60 ? run + 1 : 0;
            if (run >= 5) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        pitches.clear();
    }

    @Override
    public void close() {
        socket.close();
        Await.until("the release of the port", () -> !listener.isAlive()); // Until then the port cannot be bound again.
    }

    private void listen() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                pitches.add(pitch(buffer, packet.getLength()));
            }
        } catch (IOException _) {
            // The test closed the telephone.
        }
    }

    /// The pitch: half the number of sign changes in a second. In µ-law the highest bit is the sign.
    private static int pitch(byte[] packet, int length) {
        int changes = 0;
        for (int i = RTP_HEADER + 1; i < length; i++) {
            changes += ((packet[i] ^ packet[i - 1]) & 0x80) >>> 7;
        }
        return length <= RTP_HEADER ? 0 : changes * 8000 / 2 / (length - RTP_HEADER);
    }
}
