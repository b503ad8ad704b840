package org.permanence.audit;

import java.io.Closeable;
import java.io.IOException;
import org.permanence.verify.LogFiles;

/// One complete copy of the log. One thread writes its files from their beginning; written bytes never change.
public interface LogReplica extends LogFiles {

    /// Creates a file. Returns when its name survives a power cut.
    Appender create(String name) throws IOException;

    /// Truncates a file to its first `bytes`. Returns when the change survives a power cut.
    void truncate(String name, long bytes) throws IOException;

    void delete(String name) throws IOException;

    /// Writes at the end of a file.
    interface Appender extends Closeable {

        void write(byte[] bytes, int length) throws IOException;

        /// Returns when all written bytes survive a power cut.
        void force() throws IOException;
    }
}
