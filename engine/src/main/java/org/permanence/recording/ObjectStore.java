package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.permanence.seal.RecordingId;

/// A remote store of complete sealed files, named by recording id. Every call has a timeout. Exceptions contain no
/// secret and no personal data. Thread-safe.
public interface ObjectStore extends AutoCloseable {

    /// Stores a file, or replaces it.
    void put(RecordingId recording, Path file) throws IOException;

    /// The size of the stored file in bytes.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    long size(RecordingId recording) throws IOException;

    /// Fills `to` with bytes from `from` on. The caller asks only for bytes that exist.
    void read(RecordingId recording, long from, ByteBuffer to) throws IOException;

    /// Deletes the file; no effect if there is none.
    void remove(RecordingId recording) throws IOException;

    @Override
    void close();
}
