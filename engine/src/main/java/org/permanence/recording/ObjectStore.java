package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.permanence.seal.RecordingId;

/// A far store of whole sealed files, named by their recordings. Each call ends within a time-out; what it throws names
/// neither a secret nor a person. Thread-safe.
public interface ObjectStore extends AutoCloseable {

    /// Puts a file there, or in the place of what is there.
    void put(RecordingId recording, Path file) throws IOException;

    /// How many bytes are there.
    ///
    /// @throws java.nio.file.NoSuchFileException where there is nothing of that recording
    long size(RecordingId recording) throws IOException;

    /// Fills `to` with what is there from a byte onwards; asked only for what is there.
    void read(RecordingId recording, long from, ByteBuffer to) throws IOException;

    /// Takes it away; nothing happens where there is nothing.
    void remove(RecordingId recording) throws IOException;

    @Override
    void close();
}
