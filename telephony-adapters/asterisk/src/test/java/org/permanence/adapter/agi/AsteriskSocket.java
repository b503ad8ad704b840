package org.permanence.adapter.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The other end of the wire: says what a test has recorded Asterisk saying. Nothing waits longer than ten seconds.
final class AsteriskSocket implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader reader;

    AsteriskSocket(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AsteriskSocket calling(int port) {
        return new AsteriskSocket(port).says(Recorded.dialogue("reception").environment());
    }

    AsteriskSocket says(String text) {
        try {
            socket.getOutputStream().write(Recorded.bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// As `says`, to a peer that may have hung up.
    boolean isHeard(String text) {
        try {
            says(text);
            return true;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /// The next line, or null at the end of the socket.
    @Nullable
    String hears() {
        try {
            return reader.readLine();
        } catch (SocketException _) {
            return null; // Reset: closed while something was unread.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
