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
final class Reach {

    private final Semaphore attempt = new Semaphore(1);
    private volatile boolean away;

    /// Returns what `work` does, and learns from how it ends.
    ///
    /// @throws StoreUnavailableException where the database is away and somebody tries it already: `work` was not
    /// begun
    <T> T through(String what, Supplier<T> work) {
        if (!away) {
            return watched(work);
        }
        if (!attempt.tryAcquire()) {
            throw isAway(what);
        }
        try {
            return watched(work);
        } finally {
            attempt.release();
        }
    }

    /// For whoever would wait for something else first.
    ///
    /// @throws StoreUnavailableException where [#through] would throw it now
    void check(String what) {
        if (away && attempt.availablePermits() == 0) {
            throw isAway(what);
        }
    }

    private <T> T watched(Supplier<T> work) {
        try {
            T result = work.get();
            away = false;
            return result;
        } catch (DataAccessException fault) {
            away = isOfTheConnection(fault);
            throw fault;
        }
    }

    /// Class 08 of SQL's states, and PostgreSQL's own words at its end (57P01 to 57P03); or no connection in time.
    private static boolean isOfTheConnection(DataAccessException fault) {
        SQLException cause = fault.getCause(SQLException.class);
        if (cause == null) {
            return false;
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return cause instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P0");
    }

    private static StoreUnavailableException isAway(String what) {
        return new StoreUnavailableException(what + ": the database is away", new SQLTransientConnectionException());
    }
}
