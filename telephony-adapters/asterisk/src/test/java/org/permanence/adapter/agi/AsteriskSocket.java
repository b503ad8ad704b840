package org.permanence.adapter.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asterisk's side of an AGI connection: sends what a test has recorded. Every wait ends after ten seconds.
public final class AsteriskSocket implements AutoCloseable {

    /// The secret of every request.
    public static final AgiSecret SECRET = RecordedDialogue.SECRET;

    private static final String ENVIRONMENT =
            RecordedDialogue.dialogue("reception").environment();

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

    static AsteriskSocket startCall(int port) {
        return new AsteriskSocket(port).send(ENVIRONMENT);
    }

    /// Opens a session of this caller's channel. `arguments` are what the dialplan passes after the secret.
    public static AsteriskSocket startCall(int port, String uniqueid, String channel, List<String> arguments) {
        var environment = new StringBuilder(ENVIRONMENT
                .replaceFirst("(?m)^(agi_channel: ).*", "$1" + channel)
                .replaceFirst("(?m)^(agi_uniqueid: ).*", "$1" + uniqueid)
                .strip());
        for (int i = 0; i < arguments.size(); i++) {
            environment.append("\nagi_arg_").append(i + 2).append(": ").append(arguments.get(i));
        }
        return new AsteriskSocket(port).send(environment + "\n\n");
    }

    public AsteriskSocket send(String text) {
        try {
            socket.getOutputStream().write(RecordedDialogue.bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Sends to a peer that may have closed the connection.
    boolean trySend(String text) {
        try {
            send(text);
            return true;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /// Reads the next command and confirms it. Null at the end of the session.
    public @Nullable String receiveAndConfirm() {
        String command = receive();
        if (command != null) {
            send("200 result=0\n");
        }
        return command;
    }

    /// The next line, or null at the end of the connection.
    public @Nullable String receive() {
        try {
            return reader.readLine();
        } catch (SocketException _) {
            return null; // A reset: the peer closed with unread input.
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
