package org.permanence.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Connections that are opened, stay silent, and are opened again as soon as the other side closes them.
final class SilentConnections implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final int port;

    SilentConnections(int port, int count) {
        this.port = port;
        for (int i = 0; i < count; i++) {
            threads.execute(this::holdAgainAndAgain);
        }
    }

    /// The number of connections that are open now.
    int open() {
        return open.get();
    }

    @Override
    public void close() {
        stopped.countDown();
        threads.shutdownNow();
        threads.close();
    }

    private void holdAgainAndAgain() {
        do {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                open.incrementAndGet();
                awaitEnd(socket);
            } catch (IOException _) {
                // Reset, or refused: tried again.
            }
        } while (!isStopped());
    }

    private void awaitEnd(Socket socket) throws IOException {
        socket.setSoTimeout(1_000);
        try {
            while (!isStopped()) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (java.net.SocketTimeoutException _) {
                    // Still open.
                }
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private boolean isStopped() {
        try {
            return stopped.await(5, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
