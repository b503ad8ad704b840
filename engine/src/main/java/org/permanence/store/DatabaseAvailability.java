package org.permanence.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.permanence.queue.StoreUnavailableException;

/// Whether the database can be reached. While it cannot, one transaction at a time tries it, and every other is
/// refused at once: a caller who waits for a database that is not there hears silence. The rounds of the house try
/// it every second.
final class DatabaseAvailability {

    private final Semaphore probe = new Semaphore(1);
    private volatile boolean unavailable;

    /// Returns what `work` does, and learns from how it ends.
    ///
    /// @throws StoreUnavailableException where the database is away and somebody tries it already: `work` was not
    /// begun
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

    /// For whoever would wait for something else first.
    ///
    /// @throws StoreUnavailableException where [#run] would throw it now
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

    /// Class 08 of SQL's states, and PostgreSQL's own words at its end (57P01 to 57P03); or no connection in time.
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
                operation + ": the database is away", new SQLTransientConnectionException());
    }
}
