package org.permanence.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that connect to the FastAGI port and are not Asterisk. Each attacks again and again until closed.
final class HostileAgiClients implements AutoCloseable {

    /// What a client does with its connection.
    enum Attack {
        CLOSES,
        STAYS_SILENT,
        SENDS_GARBAGE,
        SENDS_SLOWLY,
        NEVER_ENDS_A_LINE
    }

    /// Longer than any time limit of the engine.
    private static final int READ_TIMEOUT_MILLIS = 15_000;

    private static final int MAX_GARBAGE_BYTES = 2_000;
    private static final int ENDLESS_LINE_BYTES = 64 * 1024;
    private static final byte[] REQUEST_START = "agi_network: yes\nagi_network_script: reception\n".getBytes(US_ASCII);

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger attacks = new AtomicInteger();
    private final AtomicInteger tolerated = new AtomicInteger();
    private final AtomicInteger disconnected = new AtomicInteger();

    /// @param clientsPerAttack how many clients of each kind run at a time
    HostileAgiClients(int port, int clientsPerAttack) {
        this.port = port;
        for (Attack attack : Attack.values()) {
            for (int i = 0; i < clientsPerAttack; i++) {
                var random = new Random(i);
                threads.execute(() -> attackRepeatedly(attack, random));
            }
        }
    }

    /// The number of connections made.
    int attacks() {
        return attacks.get();
    }

    /// The number of connections that the engine had not closed when the client gave up.
    int tolerated() {
        return tolerated.get();
    }

    /// The number of connections closed by the engine before the client had written everything.
    int disconnected() {
        return disconnected.get();
    }

    @Override
    public void close() {
        stopped.countDown();
        threads.close();
    }

    private void attackRepeatedly(Attack attack, Random random) {
        do {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                attacks.incrementAndGet();
                socket.setSoTimeout(READ_TIMEOUT_MILLIS);
                attack(attack, socket, random);
            } catch (java.net.SocketTimeoutException _) {
                tolerated.incrementAndGet();
            } catch (IOException _) {
                disconnected.incrementAndGet(); // The client was still writing.
            }
        } while (!isStopped(500));
    }

    private void attack(Attack attack, Socket socket, Random random) throws IOException {
        switch (attack) {
            case CLOSES -> {}
            case STAYS_SILENT -> awaitEnd(socket);
            case SENDS_GARBAGE -> {
                var garbage = new byte[1 + random.nextInt(MAX_GARBAGE_BYTES)];
                random.nextBytes(garbage);
                socket.getOutputStream().write(garbage);
                socket.getOutputStream().write('\n');
                awaitEnd(socket);
            }
            case SENDS_SLOWLY -> {
                for (byte octet : REQUEST_START) {
                    socket.getOutputStream().write(octet);
                    if (isStopped(1_000)) {
                        return;
                    }
                }
                tolerated.incrementAndGet();
            }
            case NEVER_ENDS_A_LINE -> {
                socket.getOutputStream().write(REQUEST_START);
                socket.getOutputStream().write(new byte[ENDLESS_LINE_BYTES]);
                awaitEnd(socket);
            }
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /// Waits between two steps of a client; true if the clients were closed.
    private boolean isStopped(int millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
