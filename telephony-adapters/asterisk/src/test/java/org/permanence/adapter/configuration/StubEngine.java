package org.permanence.adapter.configuration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/// A minimal FastAGI server: it accepts calls and hands them to the test, which plays the engine.
final class StubEngine implements AutoCloseable {

    private final ServerSocket serverSocket;
    private @Nullable Thread acceptThread;
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Session> arrivals = new LinkedBlockingQueue<>();

    private StubEngine(ServerSocket serverSocket) {
        this.serverSocket = serverSocket;
    }

    static StubEngine listening() {
        return listening(0);
    }

    static StubEngine listening(int port) {
        try {
            ServerSocket serverSocket = new ServerSocket();
            serverSocket.setReuseAddress(true);
            serverSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var engine = new StubEngine(serverSocket);
            engine.acceptThread = Thread.ofVirtual().start(engine::accept);
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Address address() {
        return new Address("127.0.0.1", serverSocket.getLocalPort());
    }

    Session nextCall() {
        try {
            Session session = arrivals.poll(10, TimeUnit.SECONDS);
            return session == null ? Assertions.fail("no call within 10 s") : session;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean receivedNoCall() {
        return arrivals.isEmpty();
    }

    /// The engine's process dies: the port is closed, and the socket of every call.
    @Override
    public void close() {
        try {
            serverSocket.close();
            Await.until("the accept thread to end", () -> acceptThread == null || !acceptThread.isAlive());
            sessions.forEach(Session::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Session session = new Session(serverSocket.accept());
                sessions.add(session);
                arrivals.add(session);
            }
        } catch (IOException _) {
            // The test closed the server.
        }
    }

    /// One call, as the engine sees it.
    static final class Session implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader lines;
        private final List<String> environment = new ArrayList<>();

        Session(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(10_000);
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                environment.add(line);
            }
        }

        List<String> environment() {
            return environment;
        }

        String environment(String key) {
            return environment.stream()
                    .filter(line -> line.startsWith(key + ": "))
                    .map(line -> line.substring(key.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        String uniqueid() {
            return environment("agi_uniqueid");
        }

        String send(String command) {
            write(command);
            return receive();
        }

        /// Sends a command whose reply the test reads later ([#receive]).
        void write(String command) {
            try {
                socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The engine's last act: without it, the dialplan assumes that the engine has died.
        void finish() {
            send("SET VARIABLE PERM_DONE " + uniqueid());
            close();
        }

        void requestFallback() {
            send("SET VARIABLE PERM_NEXT fallback");
            finish();
        }

        /// The caller waits: from now on the call survives the engine's death.
        void hold() {
            send("ANSWER");
            send("SET VARIABLE PERM_SURVIVES 1");
            send("EXEC StartMusicOnHold hold");
        }

        /// The next line that Asterisk sends: a reply, or `HANGUP` on its own.
        String receive() {
            try {
                return lines.readLine();
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
}
