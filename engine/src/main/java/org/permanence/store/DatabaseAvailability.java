package org.permanence.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.permanence.queue.StoreUnavailableException;

/// Knows whether the database can be reached. While it cannot, one transaction at a time tries it, and all others
/// fail at once: otherwise callers would wait in silence. The engine's periodic tasks try it every second.
final class DatabaseAvailability {

    private final Semaphore probe = new Semaphore(1);
    private volatile boolean unavailable;

    /// Runs the work, and learns from its outcome whether the database is available.
    ///
    /// @throws StoreUnavailableException if the database is unavailable and another thread is trying it; `work` did
    ///     not run
    <T> T run(String operation, Supplier<T> work) {
        if (!unavailable) {
            return observe(work);
        }
        if (!probe.tryAcquire()) {
            throw unavailableException(operation);
        }
        try {
            return observe(work);
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
            T result = work.get();
            unavailable = false;
            return result;
        } catch (DataAccessException fault) {
            unavailable = isConnectionFailure(fault);
            throw fault;
        }
    }

    /// SQL state class 08, PostgreSQL's shutdown states (57P01 to 57P03), or no connection in time.
    private static boolean isConnectionFailure(DataAccessException fault) {
        SQLException cause = fault.getCause(SQLException.class);
        if (cause == null) {
            return false;
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return cause instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P0");
    }

    private static StoreUnavailableException unavailableException(String operation) {
        return new StoreUnavailableException(
                operation + ": the database is unavailable", new SQLTransientConnectionException());
    }
}
