package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Carries the SIP messages of one telephone or carrier to and from Asterisk.
sealed interface SipWire extends AutoCloseable {

    SipProtocol protocol();

    int localPort();

    void send(String message);

    /// The next message. Waits for it.
    ///
    /// @throws IOException if the wire is closed
    SipMessage receive() throws IOException;

    @Override
    void close();

    static SipWire udp(String host, int port, InetSocketAddress asterisk) {
        try {
            var socket = new DatagramSocket(new InetSocketAddress(host, port));
            socket.connect(asterisk);
            return new Datagrams(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection to Asterisk.
    static SipWire over(SipProtocol protocol, Socket connection) {
        return new Stream(protocol, connection);
    }

    /// Takes the first connection from Asterisk.
    static SipWire listening(SipProtocol protocol, ServerSocket server) {
        return new Listening(protocol, server);
    }

    record Datagrams(DatagramSocket socket) implements SipWire {

        @Override
        public SipProtocol protocol() {
            return SipProtocol.UDP;
        }

        @Override
        public int localPort() {
            return socket.getLocalPort();
        }

        @Override
        public void send(String message) {
            byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
            try {
                socket.send(new DatagramPacket(bytes, bytes.length));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public SipMessage receive() throws IOException {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            return new SipMessage(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    record Stream(SipProtocol protocol, Socket socket) implements SipWire {

        @Override
        public int localPort() {
            return socket.getLocalPort();
        }

        @Override
        public void send(String message) {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(message.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public SipMessage receive() throws IOException {
            return SipMessage.readFrom(socket.getInputStream());
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The telephone's thread accepts and receives; others send after it has received.
    final class Listening implements SipWire {

        private final SipProtocol protocol;
        private final ServerSocket server;

        @SuppressWarnings("NullAway.Init")
        private volatile SipWire accepted;

        private Listening(SipProtocol protocol, ServerSocket server) {
            this.protocol = protocol;
            this.server = server;
        }

        @Override
        public SipProtocol protocol() {
            return protocol;
        }

        @Override
        public int localPort() {
            return server.getLocalPort();
        }

        @Override
        public void send(String message) {
            accepted.send(message);
        }

        @Override
        public SipMessage receive() throws IOException {
            if (accepted == null) {
                accepted = over(protocol, server.accept());
            }
            return accepted.receive();
        }

        @Override
        public void close() {
            try {
                server.close();
                if (accepted != null) {
                    accepted.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
