package org.permanence.audit;

import java.io.Closeable;
import java.io.IOException;
import org.permanence.verify.LogFiles;

/// One place where the log is kept. Files are written by one thread, from their beginning, and never changed.
public interface LogReplica extends LogFiles {

    /// A new file, whose name is on the disk once this returns.
    Appender create(String name) throws IOException;

    /// Takes away what stands after the first `bytes`, and returns once that is so on the disk.
    void truncate(String name, long bytes) throws IOException;

    void delete(String name) throws IOException;

    /// The end of a file.
    interface Appender extends Closeable {

        void write(byte[] bytes, int length) throws IOException;

        /// Returns once all that was written is on the disk.
        void force() throws IOException;
    }
}
