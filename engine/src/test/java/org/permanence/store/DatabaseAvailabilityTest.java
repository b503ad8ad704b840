package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.queue.StoreUnavailableException;

class DatabaseAvailabilityTest {

    private static final String OPERATION = "queue: match";

    private final AtomicInteger failures = new AtomicInteger();
    private volatile Runnable tryWriting = () -> {};
    private final DatabaseAvailability availability = new DatabaseAvailability(
            new DatabaseAvailability.Recovery(() -> tryWriting.run(), failures::incrementAndGet));

    @Test
    void onlyOneTransactionProbesAnUnavailableDatabase() throws Exception {
        fail(new SQLTransientConnectionException());
        try (var probe = new Probe()) {
            assertThrows(StoreUnavailableException.class, () -> availability.run(OPERATION, () -> "begun"));
            assertThrows(StoreUnavailableException.class, () -> availability.requireAvailable(OPERATION));
            probe.complete(() -> {});
        }

        assertEquals("served", availability.run(OPERATION, () -> "served"));
        assertDoesNotThrow(() -> availability.requireAvailable(OPERATION));
    }

    @Test
    void databaseThatCanBeReadAndNotWrittenIsNotAvailable() {
        fail(fullDisk());
        tryWriting = () -> {
            throw new DataAccessException("refused", fullDisk());
        };

        assertThrows(DataAccessException.class, () -> availability.run(OPERATION, () -> "read"));
        assertFalse(availability.isAvailable());

        tryWriting = () -> {};
        assertEquals("served", availability.run(OPERATION, () -> "served"));
        assertTrue(availability.isAvailable());
    }

    @Test
    void databaseThatClosedItselfIsRepairedAfterEachFailure() {
        fail(fullDisk());
        assertEquals(1, failures.get());
        tryWriting = () -> {
            throw new DataAccessException("refused", new SQLException("closed", "90098"));
        };

        assertThrows(DataAccessException.class, () -> availability.run(OPERATION, () -> "never run"));

        assertEquals(2, failures.get());
    }

    private static SQLException fullDisk() {
        return new SQLException("general error", "HY000", new IOException("No space left on device"));
    }

    @Test
    void failedProbeLetsTheNextTransactionProbe() throws Exception {
        fail(new SQLTransientConnectionException());
        try (var probe = new Probe()) {
            probe.complete(() -> {
                throw new DataAccessException("unavailable", new SQLTransientConnectionException());
            });
        }

        tryWriting = () -> {};
        assertEquals("served", availability.run(OPERATION, () -> "served"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "90098", "90121"})
    void brokenConnectionMakesTheDatabaseUnavailable(String state) throws Exception {
        fail(new SQLException("broken", state));

        try (var probe = new Probe()) {
            assertThrows(StoreUnavailableException.class, () -> availability.requireAvailable(OPERATION));
            probe.complete(() -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "57014"})
    void failedStatementLeavesTheDatabaseAvailable(String state) {
        fail(new SQLException("refused", state));

        assertTrue(availability.isAvailable());
        assertEquals(0, failures.get());
    }

    private void fail(SQLException cause) {
        assertThrows(
                DataAccessException.class,
                () -> availability.run(OPERATION, () -> {
                    throw new DataAccessException("failed", cause);
                }));
    }

    /// A thread that tries the database until the test says how it ends.
    private final class Probe implements AutoCloseable {

        private final CountDownLatch started = new CountDownLatch(1);
        private final CompletableFuture<Runnable> result = new CompletableFuture<>();
        private final CompletableFuture<Void> done;

        Probe() throws InterruptedException {
            tryWriting = () -> {
                started.countDown();
                result.join().run();
            };
            done = CompletableFuture.runAsync(this::run, Thread::startVirtualThread);
            assertTrue(started.await(10, TimeUnit.SECONDS));
        }

        void complete(Runnable outcome) {
            result.complete(outcome);
        }

        @Override
        public void close() {
            done.join();
        }

        private void run() {
            try {
                availability.run(OPERATION, () -> "served");
            } catch (DataAccessException _) {
                // The next attempt shows the result.
            }
        }
    }
}
