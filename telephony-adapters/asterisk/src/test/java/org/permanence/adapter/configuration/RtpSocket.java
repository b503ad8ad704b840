package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// Where a telephone receives audio, and sends it from. It knows the pitch of what it received.
final class RtpSocket implements AutoCloseable {

    private final DatagramSocket socket;
    private final Thread listener;
    private final Pitches pitches = new Pitches();

    RtpSocket(String host) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(host, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener = Thread.ofVirtual().start(this::listen);
    }

    /// The SDP of this socket: µ-law only, without encryption.
    String sessionDescription() {
        return sessionDescription("RTP/AVP", "");
    }

    /// The SDP of this socket: µ-law only.
    ///
    /// @param profile `RTP/AVP` or `RTP/SAVP`
    /// @param keyLine the attribute with the key of SRTP, with its line end; empty without encryption
    String sessionDescription(String profile, String keyLine) {
        String host = socket.getLocalAddress().getHostAddress();
        return """
                v=0
                o=- 1 1 IN IP4 %1$s
                s=-
                c=IN IP4 %1$s
                t=0 0
                m=audio %2$d %3$s 0
                %4$sa=rtpmap:0 PCMU/8000
                a=ptime:20
                """.formatted(host, socket.getLocalPort(), profile, keyLine).replace("\n", "\r\n");
    }

    void send(byte[] packet, InetSocketAddress remote) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, remote));
        } catch (IOException _) {
            // The test closed the telephone, or Asterisk its port.
        }
    }

    /// As [Pitches#hasTone].
    boolean hasReceivedTone(int hertz) {
        return pitches.hasTone(hertz);
    }

    /// True until the first packet, whatever is in it.
    boolean hasReceivedNothing() {
        return pitches.isEmpty();
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
