package org.permanence.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A load generator: answers the login of one client after another and streams a recorded call many times between
/// `BenchWarm` and `BenchDone`, with one uniqueid for each call.
final class AmiBenchStream implements AutoCloseable {

    static final int EVENTS_A_CALL = 40;
    private static final int CALLS_A_BLOCK = 500;

    private final ServerSocket server;
    private final byte[] block;
    private final int blocks;

    AmiBenchStream(int blocks) throws IOException {
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.block = block();
        this.blocks = blocks;
    }

    int port() {
        return server.getLocalPort();
    }

    /// The events between the two marks, the last one included.
    long events() {
        return (long) blocks * CALLS_A_BLOCK * EVENTS_A_CALL + 1;
    }

    Thread serve() {
        return Thread.ofPlatform().daemon().start(() -> {
            try (Socket socket = server.accept()) {
                stream(socket);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void stream(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(ascii("Asterisk Call Manager/11.0.0\r\n"));
        String login = read(socket.getInputStream());
        String id = login.replaceFirst("(?s).*ActionID: ([^\r]*)\r.*", "$1");
        out.write(ascii("Response: Success\r\nActionID: " + id + "\r\nMessage: Authentication accepted\r\n\r\n"));
        for (int i = 0; i < blocks / 4 + 1; i++) {
            out.write(block); // Not measured: compilers and buffers warm up.
        }
        out.write(mark("BenchWarm"));
        for (int i = 0; i < blocks; i++) {
            out.write(block);
        }
        out.write(mark("BenchDone"));
        socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // Until the client closes.
    }

    private static byte[] mark(String name) {
        return ascii("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: " + name + "\r\n\r\n");
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        return text.toString();
    }

    private static byte[] block() throws IOException {
        try (InputStream in = AmiBenchStream.class.getResourceAsStream("/ami/bridged-call-all-events.txt")) {
            String call = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
            var all = new ByteArrayOutputStream();
            for (int i = 0; i < CALLS_A_BLOCK; i++) {
                all.writeBytes(ascii(call.replace("4f9c2a71d0be-17", "4f9c2a71d0be-" + (1_000 + i))));
            }
            return all.toByteArray();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
