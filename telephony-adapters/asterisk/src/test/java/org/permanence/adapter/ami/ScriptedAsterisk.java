package org.permanence.adapter.ami;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Asterisk's side of an AMI connection, played by the test's thread: accept, read an action, send, hang up. Every
/// wait ends after ten seconds.
final class ScriptedAsterisk implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;

    ScriptedAsterisk() {
        this(0);
    }

    /// Listens on a port that was used before: an Asterisk that comes back.
    ScriptedAsterisk(int port) {
        this(bind(port));
    }

    /// Listens on a socket of another kind, such as one with TLS.
    ScriptedAsterisk(ServerSocket server) {
        this.server = server;
    }

    int port() {
        return server.getLocalPort();
    }

    /// The next connection; its banner has been sent.
    Connection accept() {
        try {
            server.setSoTimeout(PATIENCE_MILLIS);
            Socket socket = server.accept();
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Connection(socket).send("Asterisk Call Manager/11.0.0\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next connection, logged in, with no channels.
    Connection attach() {
        Connection connection = accept();
        connection.respond("Login", "Success");
        connection.sendChannelList("");
        return connection;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket bind(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One connection.
    static final class Connection {

        private final Socket socket;
        private final BufferedReader in;
        private final OutputStream out;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.out = socket.getOutputStream();
        }

        Connection send(String text) {
            try {
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The id of the next action, which must have this name. Pings before it are answered.
        String expectAction(String action) {
            for (int pings = 0; pings < 10; pings++) {
                Map<String, String> heard = read();
                String name = heard.getOrDefault("Action", "");
                String id = heard.getOrDefault("ActionID", "");
                if (name.equals(action)) {
                    return id;
                }
                if (!name.equals("Ping")) {
                    throw new AssertionError("received: " + name + " (expected: " + action + ")");
                }
                send("Response: Success\r\nActionID: " + id + "\r\nPing: Pong\r\n\r\n");
            }
            throw new AssertionError("received: pings only (expected: " + action + ")");
        }

        Connection respond(String action, String response) {
            return send("Response: " + response + "\r\nActionID: " + expectAction(action) + "\r\n\r\n");
        }

        Connection respondError(String action, String message) {
            return send(
                    "Response: Error\r\nActionID: " + expectAction(action) + "\r\nMessage: " + message + "\r\n\r\n");
        }

        /// Sends the channels that were asked for, one for each word, which is both name and linked id.
        Connection sendChannelList(String names) {
            String id = expectAction("Status");
            startList(id);
            String[] all = names.isEmpty() ? new String[0] : names.split(" ");
            for (String name : all) {
                sendChannel(id, name);
            }
            return endList(id, all.length);
        }

        Connection startList(String actionId) {
            return send("Response: Success\r\nActionID: " + actionId + "\r\nEventList: start\r\n\r\n");
        }

        Connection sendChannel(String actionId, String name) {
            return send("Event: Status\r\nPrivilege: Call\r\nChannel: PJSIP/" + name
                    + "\r\nChannelState: 6\r\nUniqueid: "
                    + name + "\r\nLinkedid: " + name + "\r\nBridgeID: \r\nApplication: Echo\r\nActionID: " + actionId
                    + "\r\n\r\n");
        }

        Connection endList(String actionId, int items) {
            return send("Event: StatusComplete\r\nActionID: " + actionId + "\r\nEventList: Complete\r\nListItems: "
                    + items + "\r\n\r\n");
        }

        /// Sends an event of the dialplan.
        Connection sendUserEvent(String name) {
            return send("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: " + name + "\r\n\r\n");
        }

        /// Waits until the other side has closed, whatever it sends before.
        void awaitClose() {
            try {
                in.lines().forEach(_ -> {});
            } catch (UncheckedIOException e) {
                // A reset also ends the connection.
                if (e.getCause() instanceof SocketTimeoutException) {
                    throw new AssertionError("the connection is still open", e);
                }
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Map<String, String> read() {
            try {
                Map<String, String> headers = new TreeMap<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    String[] parts = line.split(": ", 2);
                    headers.put(parts[0], parts.length > 1 ? parts[1] : "");
                }
                return headers;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
