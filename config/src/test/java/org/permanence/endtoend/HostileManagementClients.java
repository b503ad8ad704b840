package org.permanence.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A local user without the token, who opens a thousand connections of one kind to the management port at once, and
/// two hundred more each second. The last thousand stay open.
final class HostileManagementClients implements AutoCloseable {

    /// What is sent on each connection.
    enum Attack {
        SENDS_NOTHING(""),
        HALF_A_HEADER("GET /metrics HTTP/1.1\r\nHos"),
        HALF_A_BODY("POST /assistants/ines/logout HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nhalf"),
        READS_NO_ANSWER("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20));

        private final String sent;

        Attack(String sent) {
            this.sent = sent;
        }
    }

    private static final int OPEN = 1_000;

    private final int port;
    private final Attack attack;
    private final Deque<Socket> open = new ArrayDeque<>();
    private final AtomicInteger attacks = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("hostile-clients").unstarted(this::attackUntilClosed);
    private final CountDownLatch stopped = new CountDownLatch(1);

    HostileManagementClients(int port, Attack attack) {
        this.port = port;
        this.attack = attack;
        thread.start();
    }

    /// The number of connections made.
    int attacks() {
        return attacks.get();
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void attackUntilClosed() {
        do {
            connect();
            if (open.size() > OPEN) {
                close(open.remove());
            }
        } while (!isStopped(attacks.get() < OPEN ? 0 : 5));
        open.forEach(HostileManagementClients::close);
    }

    private boolean isStopped(int millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void connect() {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(socket);
            attacks.incrementAndGet();
            socket.getOutputStream().write(attack.sent.getBytes(US_ASCII));
        } catch (IOException _) {
            Thread.onSpinWait(); // The engine closed the connection first.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            Thread.onSpinWait(); // It was reset.
        }
    }
}
