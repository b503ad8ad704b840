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
    enum Manner {
        CLOSES,
        IS_SILENT,
        TALKS_GARBAGE,
        DRIPS,
        NEVER_ENDS_A_LINE
    }

    /// Longer than the engine bears anybody.
    private static final int GIVES_UP_AFTER_MILLIS = 15_000;

    private static final int GARBAGE = 2_000;
    private static final int ENDLESS = 64 * 1024;
    private static final byte[] BEGINNING = "agi_network: yes\nagi_network_script: reception\n".getBytes(US_ASCII);

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch calledOff = new CountDownLatch(1);
    private final AtomicInteger attacks = new AtomicInteger();
    private final AtomicInteger borne = new AtomicInteger();
    private final AtomicInteger thrownOut = new AtomicInteger();

    /// @param each how many of each manner there are at a time
    HostileAgiClients(int port, int each) {
        this.port = port;
        for (Manner manner : Manner.values()) {
            for (int i = 0; i < each; i++) {
                var random = new Random(i);
                threads.execute(() -> attackAgain(manner, random));
            }
        }
    }

    /// How many connections have been made.
    int attacks() {
        return attacks.get();
    }

    /// How many connections the engine had not closed by itself when their client gave up.
    int borne() {
        return borne.get();
    }

    /// How many were thrown out before they had said what they wanted to.
    int thrownOut() {
        return thrownOut.get();
    }

    @Override
    public void close() {
        calledOff.countDown();
        threads.close();
    }

    private void attackAgain(Manner manner, Random random) {
        do {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                attacks.incrementAndGet();
                socket.setSoTimeout(GIVES_UP_AFTER_MILLIS);
                attack(manner, socket, random);
            } catch (java.net.SocketTimeoutException _) {
                borne.incrementAndGet();
            } catch (IOException _) {
                thrownOut.incrementAndGet(); // While it still wrote.
            }
        } while (!isCalledOff(500));
    }

    private void attack(Manner manner, Socket socket, Random random) throws IOException {
        switch (manner) {
            case CLOSES -> {}
            case IS_SILENT -> awaitEnd(socket);
            case TALKS_GARBAGE -> {
                var garbage = new byte[1 + random.nextInt(GARBAGE)];
                random.nextBytes(garbage);
                socket.getOutputStream().write(garbage);
                socket.getOutputStream().write('\n');
                awaitEnd(socket);
            }
            case DRIPS -> {
                for (byte drop : BEGINNING) {
                    socket.getOutputStream().write(drop);
                    if (isCalledOff(1_000)) {
                        return;
                    }
                }
                borne.incrementAndGet();
            }
            case NEVER_ENDS_A_LINE -> {
                socket.getOutputStream().write(BEGINNING);
                socket.getOutputStream().write(new byte[ENDLESS]);
                awaitEnd(socket);
            }
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /// The wait of a client between two things it does.
    private boolean isCalledOff(int millis) {
        try {
            return calledOff.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
