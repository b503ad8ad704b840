package org.permanence.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Clients at the same time, each with a connection and a virtual thread of its own.
final class BenchClients {

    interface Work {
        void run(int client, BenchConnection connection) throws Exception;
    }

    private BenchClients() {}

    /// Returns when all have finished.
    ///
    /// @throws IllegalStateException if one failed
    static void run(int clients, int port, Work work) throws InterruptedException {
        var failure = new AtomicReference<@Nullable Exception>();
        List<Thread> threads = new ArrayList<>();
        for (int each = 0; each < clients; each++) {
            int client = each;
            threads.add(Thread.ofVirtual().start(() -> {
                try (var connection = new BenchConnection(port)) {
                    work.run(client, connection);
                } catch (Exception failed) {
                    failure.set(failed);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("bench: a client failed", failure.get());
        }
    }
}
