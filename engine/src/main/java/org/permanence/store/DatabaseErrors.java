package org.permanence.store;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.permanence.queue.StoreUnavailableException;

/// Converts database failures. A driver's message quotes the failed statement with its values: the error code and
/// the operation are kept, the message is not.
final class DatabaseErrors {

    /// H2's error code for a file that is open in another process.
    private static final int FILE_LOCKED = 90020;

    /// H2's SQL states of a database that closed itself, for example after a disk was full.
    private static final Set<String> CLOSED = Set.of("90098", "90121");

    private DatabaseErrors() {}

    /// Whether the database itself failed, not one statement: SQL state class 08, PostgreSQL's shutdown states
    /// (57P01 to 57P03), no connection in time, a file that cannot be read or written, or a database that closed
    /// itself.
    static boolean isOutage(DataAccessException fault) {
        SQLException cause = fault.getCause(SQLException.class);
        if (cause == null) {
            return false;
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return cause instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P0")
                || CLOSED.contains(state)
                || fault.getCause(IOException.class) != null;
    }

    /// @param operation the operation that failed, such as `journal: write`
    static StoreUnavailableException toStoreException(String operation, DataAccessException fault) {
        SQLException cause = fault.getCause(SQLException.class);
        String state = cause == null || cause.getSQLState() == null ? "none" : cause.getSQLState();
        int code = cause == null ? 0 : cause.getErrorCode();
        SQLException sanitized = new SQLException("SQL state " + state + ", code " + code, state, code);
        sanitized.setStackTrace(fault.getStackTrace());
        return new StoreUnavailableException(operation + " failed", sanitized);
    }

    static <T> T wrapOpening(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (RuntimeException fault) {
            throw new StoreUnavailableException(
                    isFileLocked(fault)
                            ? "database: its file is held by another process (expected: one engine a file)"
                            : "database: it could not be opened",
                    fault);
        }
    }

    private static boolean isFileLocked(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == FILE_LOCKED) {
                return true;
            }
        }
        return false;
    }
}
