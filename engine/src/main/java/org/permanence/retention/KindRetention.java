package org.permanence.retention;

import java.util.function.LongConsumer;

/// What deletes one kind of stored data.
public interface KindRetention {

    DataKind kind();

    /// Deletes what is expired. Does nothing if nothing is.
    ///
    /// @param onDeleted gets how many were deleted, each time that some were
    /// @throws RuntimeException if storage or the audit log failed: call it again later
    void deleteExpired(LongConsumer onDeleted);
}
