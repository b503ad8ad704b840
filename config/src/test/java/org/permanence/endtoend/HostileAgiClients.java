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

/// Clients that reached the FastAGI port and are no Asterisk. Each comes again and again until they are called off.
final class HostileAgiClients implements AutoCloseable {

    /// What such a client does with its connection.
    enum Attack {
        CLOSES,
        STAYS_SILENT,
        SENDS_GARBAGE,
        SENDS_SLOWLY,
        NEVER_ENDS_A_LINE
    }

    /// Longer than the engine bears anybody.
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

    /// @param each how many of each manner there are at a time
    HostileAgiClients(int port, int clientsPerAttack) {
        this.port = port;
        for (Attack attack : Attack.values()) {
            for (int i = 0; i < clientsPerAttack; i++) {
                var random = new Random(i);
                threads.execute(() -> attackRepeatedly(attack, random));
            }
        }
    }

    /// How many connections have been made.
    int attacks() {
        return attacks.get();
    }

    /// How many connections the engine had not closed by itself when their client gave up.
    int tolerated() {
        return tolerated.get();
    }

    /// How many were thrown out before they had said what they wanted to.
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
                disconnected.incrementAndGet(); // While it still wrote.
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

    /// The wait of a client between two things it does.
    private boolean isStopped(int millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
