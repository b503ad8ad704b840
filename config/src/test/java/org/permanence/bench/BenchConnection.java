package org.permanence.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection to a console without TLS that stays open: HTTP/1.1, one request at a time. It costs less processor
/// time than a browser, because the console runs on the same machine.
final class BenchConnection implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");
    private static final Pattern SET_COOKIE = Pattern.compile("\r\nSet-Cookie: (__Host-session=[^;]+);");
    private static final int MAX_HEAD = 8_192;

    private final Socket socket;
    private final InputStream in;

    BenchConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// An answer, with its headers.
    record Answer(int status, String head) {

        /// The header `Cookie` of the session that the answer starts.
        String sessionCookie() {
            Matcher set = SET_COOKIE.matcher(head);
            if (!set.find()) {
                throw new IllegalStateException("status " + status + " (expected: a session)");
            }
            return set.group(1);
        }
    }

    Answer get(String path, String cookie) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n\r\n");
    }

    /// @param source the client's address, as a reverse proxy names it
    Answer post(String path, String cookie, String source, String json) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\nX-Forwarded-For: "
                + source + "\r\nX-Permanence: 1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + json.length() + "\r\n\r\n" + json);
    }

    private Answer send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String head = readHead();
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            in.skipNBytes(Long.parseLong(length.group(1)));
        }
        return new Answer(Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())), head);
    }

    private String readHead() throws IOException {
        var head = new byte[MAX_HEAD];
        int size = 0;
        for (int ends = 0; ends < 2; size++) { // Two ends of a line in a row.
            int next = in.read();
            if (next < 0 || size == MAX_HEAD) {
                throw new IOException("console: no answer (expected: one)");
            }
            head[size] = (byte) next;
            if (next != '\r') {
                ends = next == '\n' ? ends + 1 : 0;
            }
        }
        return new String(head, 0, size, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
