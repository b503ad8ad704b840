package org.permanence.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;

/// A client that sends any bytes to a console. Each loopback address is a source of its own.
final class ConsoleClient implements AutoCloseable {

    private static final int SOON_MILLIS = 20_000;

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();

    private final SocketFactory factory;

    ConsoleClient(int port) {
        this(port, SocketFactory.getDefault());
    }

    /// @param factory of sockets with TLS, for a console that has it
    ConsoleClient(int port, SocketFactory factory) {
        this.port = port;
        this.factory = factory;
    }

    /// An answer as the server sent it.
    record Answer(String text) {

        int status() {
            return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        String content() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        boolean hasHeader(String line) {
            return text.toLowerCase(Locale.ROOT).contains("\r\n" + line.toLowerCase(Locale.ROOT) + "\r\n");
        }
    }

    Socket connect(String source) throws IOException {
        Socket socket = factory.createSocket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(source), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(SOON_MILLIS);
        sockets.add(socket);
        return socket;
    }

    Answer send(String request) throws IOException {
        return send("127.0.0.1", request);
    }

    Answer send(String source, String request) throws IOException {
        try (Socket socket = connect(source)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    Answer get(String path, String... headers) throws IOException {
        return send(head("GET", path, headers) + "\r\n");
    }

    /// A request that changes something, as the console's pages send it.
    Answer post(String path, String json, String... headers) throws IOException {
        return postFrom("127.0.0.1", path, json, headers);
    }

    Answer postFrom(String source, String path, String json, String... headers) throws IOException {
        return send(source, changeHead(path, json.getBytes(StandardCharsets.UTF_8).length, headers) + json);
    }

    /// What the pages send before the content of a change.
    static String changeHead(String path, int length, String... headers) {
        return head("POST", path, headers) + "X-Permanence: 1\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    static String head(String method, String path, String... headers) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
