package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// The audio that a telephone receives.
final class RtpReceiver implements AutoCloseable {

    private final DatagramSocket socket;
    private final Thread listener;
    private final Pitches pitches = new Pitches();

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

    /// As [Pitches#hasTone].
    boolean hasReceivedTone(int hertz) {
        return pitches.hasTone(hertz);
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
                pitches.add(Arrays.copyOf(buffer, packet.getLength()));
            }
        } catch (IOException _) {
            // The test closed the telephone.
        }
    }
}
