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

class ReachTest {

    private static final String WHAT = "queue: match";

    private final Reach reach = new Reach();

    @Test
    void whileOneTriesADatabaseThatIsAwayNobodyElseWaitsForIt() throws Exception {
        fails(new SQLTransientConnectionException());
        try (var attempt = new Attempt()) {
            assertThrows(StoreUnavailableException.class, () -> reach.through(WHAT, () -> "begun"));
            assertThrows(StoreUnavailableException.class, () -> reach.check(WHAT));
            attempt.ends(() -> "served");
        }

        assertEquals("served", reach.through(WHAT, () -> "served"));
        assertDoesNotThrow(() -> reach.check(WHAT));
    }

    @Test
    void anAttemptThatFailsLeavesTheNextToAnother() throws Exception {
        fails(new SQLTransientConnectionException());
        try (var attempt = new Attempt()) {
            attempt.ends(() -> {
                throw new DataAccessException("away", new SQLTransientConnectionException());
            });
        }

        assertEquals("served", reach.through(WHAT, () -> "served"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01"})
    void aConnectionThatBreaksIsADatabaseThatIsAway(String state) throws Exception {
        fails(new SQLException("broken", state));

        try (var attempt = new Attempt()) {
            assertThrows(StoreUnavailableException.class, () -> reach.check(WHAT));
            attempt.ends(() -> "served");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "57014"})
    void aStatementThatFailsIsNot(String state) throws Exception {
        fails(new SQLException("refused", state));

        try (var attempt = new Attempt()) {
            assertEquals("served", reach.through(WHAT, () -> "served"));
            attempt.ends(() -> "served");
        }
    }

    private void fails(SQLException why) {
        assertThrows(
                DataAccessException.class,
                () -> reach.through(WHAT, () -> {
                    throw new DataAccessException("failed", why);
                }));
    }

    /// Somebody is with the database now, and stays there until told how it ends.
    private final class Attempt implements AutoCloseable {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<Supplier<String>> end = new CompletableFuture<>();
        private final CompletableFuture<Void> done = CompletableFuture.runAsync(this::run, Thread::startVirtualThread);

        Attempt() throws InterruptedException {
            assertTrue(begun.await(10, TimeUnit.SECONDS));
        }

        void ends(Supplier<String> how) {
            end.complete(how);
        }

        @Override
        public void close() {
            done.join();
        }

        private void run() {
            try {
                reach.through(WHAT, () -> {
                    begun.countDown();
                    return end.join().get();
                });
            } catch (DataAccessException _) {
                // The next try tells what it left.
            }
        }
    }
}
