package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.queue.StoreUnavailableException;

class DatabaseAvailabilityTest {

    private static final String OPERATION = "queue: match";

    private final DatabaseAvailability availability = new DatabaseAvailability();

    @Test
    void onlyOneTransactionProbesAnUnavailableDatabase() throws Exception {
        fail(new SQLTransientConnectionException());
        try (var probe = new Probe()) {
            assertThrows(StoreUnavailableException.class, () -> availability.run(OPERATION, () -> "begun"));
            assertThrows(StoreUnavailableException.class, () -> availability.requireAvailable(OPERATION));
            probe.complete(() -> "served");
        }

        assertEquals("served", availability.run(OPERATION, () -> "served"));
        assertDoesNotThrow(() -> availability.requireAvailable(OPERATION));
    }

    @Test
    void failedProbeLetsTheNextTransactionProbe() throws Exception {
        fail(new SQLTransientConnectionException());
        try (var probe = new Probe()) {
            probe.complete(() -> {
                throw new DataAccessException("unavailable", new SQLTransientConnectionException());
            });
        }

        assertEquals("served", availability.run(OPERATION, () -> "served"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01"})
    void brokenConnectionMakesTheDatabaseUnavailable(String state) throws Exception {
        fail(new SQLException("broken", state));

        try (var probe = new Probe()) {
            assertThrows(StoreUnavailableException.class, () -> availability.requireAvailable(OPERATION));
            probe.complete(() -> "served");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "57014"})
    void failedStatementLeavesTheDatabaseAvailable(String state) throws Exception {
        fail(new SQLException("refused", state));

        try (var probe = new Probe()) {
            assertEquals("served", availability.run(OPERATION, () -> "served"));
            probe.complete(() -> "served");
        }
    }

    private void fail(SQLException cause) {
        assertThrows(
                DataAccessException.class,
                () -> availability.run(OPERATION, () -> {
                    throw new DataAccessException("failed", cause);
                }));
    }

    /// A transaction that holds the database until the test says how it ends.
    private final class Probe implements AutoCloseable {

        private final CountDownLatch started = new CountDownLatch(1);
        private final CompletableFuture<Supplier<String>> result = new CompletableFuture<>();
        private final CompletableFuture<Void> done = CompletableFuture.runAsync(this::run, Thread::startVirtualThread);

        Probe() throws InterruptedException {
            assertTrue(started.await(10, TimeUnit.SECONDS));
        }

        void complete(Supplier<String> outcome) {
            result.complete(outcome);
        }

        @Override
        public void close() {
            done.join();
        }

        private void run() {
            try {
                availability.run(OPERATION, () -> {
                    started.countDown();
                    return result.join().get();
                });
            } catch (DataAccessException _) {
                // The next attempt shows the result.
            }
        }
    }
}
