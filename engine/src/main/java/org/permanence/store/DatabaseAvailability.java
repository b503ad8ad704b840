package org.permanence.store;

import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.permanence.queue.StoreUnavailableException;

/// Knows whether the database works. While it does not, one thread at a time tries whether it can be written again,
/// and all others fail at once: otherwise callers would wait in silence. A read that succeeds proves nothing,
/// because a full disk can still be read.
final class DatabaseAvailability {

    /// How the database is tried and repaired.
    ///
    /// @param tryWriting writes a row; throws DataAccessException if the database does not work
    /// @param onFailure called after each failure, so that a database that closed itself can be opened again
    record Recovery(Runnable tryWriting, Runnable onFailure) {}

    private final Recovery recovery;
    private final Semaphore probe = new Semaphore(1);
    private volatile boolean unavailable;

    DatabaseAvailability(Recovery recovery) {
        this.recovery = recovery;
    }

    boolean isAvailable() {
        return !unavailable;
    }

    /// Runs the work, and learns from its outcome whether the database is available.
    ///
    /// @throws StoreUnavailableException if the database is unavailable and another thread is trying it; `work` did
    ///     not run
    <T> T run(String operation, Supplier<T> work) {
        if (unavailable) {
            tryAgain(operation);
        }
        return observe(work);
    }

    private void tryAgain(String operation) {
        if (!probe.tryAcquire()) {
            throw unavailableException(operation);
        }
        try {
            observe(() -> {
                recovery.tryWriting().run();
                return true;
            });
            unavailable = false;
        } finally {
            probe.release();
        }
    }

    /// Fails early, for a caller of [#run] that has something else to wait for first.
    ///
    /// @throws StoreUnavailableException if [#run] would throw it now
    void requireAvailable(String operation) {
        if (unavailable && probe.availablePermits() == 0) {
            throw unavailableException(operation);
        }
    }

    private <T> T observe(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException fault) {
            if (DatabaseErrors.isOutage(fault)) {
                unavailable = true;
                recovery.onFailure().run();
            }
            throw fault;
        }
    }

    private static StoreUnavailableException unavailableException(String operation) {
        return new StoreUnavailableException(
                operation + ": the database is unavailable", new SQLTransientConnectionException());
    }
}
