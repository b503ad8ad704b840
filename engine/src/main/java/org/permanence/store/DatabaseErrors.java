package org.permanence.store;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.permanence.queue.StoreUnavailableException;

/// Converts database failures. A driver's message quotes the failed statement with its values: the error code and
/// the operation are kept, the message is not.
final class DatabaseErrors {

    /// H2's error code for a file that is open in another process.
    private static final int FILE_LOCKED = 90020;

    private DatabaseErrors() {}

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
