package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedOutput;

/// The storage of sealed files: a local directory, or a remote store behind one. The files alone cannot be
/// decrypted.
public interface RecordingStorage {

    /// Creates the file of a new recording.
    SealedOutput create(RecordingId recording) throws IOException;

    /// Opens the file of a recording for reading.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    SeekableByteChannel open(RecordingId recording) throws IOException;

    /// Opens the local file of a recording in progress for reading. Never waits for a remote store.
    ///
    /// @throws java.nio.file.NoSuchFileException if it is not on this machine: it may be another engine's
    default SeekableByteChannel openLocal(RecordingId recording) throws IOException {
        return open(recording);
    }

    /// Creates the file that replaces a truncated one.
    SealedOutput createRepair(RecordingId recording) throws IOException;

    /// Replaces the truncated file by the repaired one, atomically.
    void commitRepair(RecordingId recording) throws IOException;

    /// The recordings with a repaired file that is not in place yet.
    List<RecordingId> pendingRepairs() throws IOException;

    /// Deletes a repaired file; no effect if there is none.
    void removeRepair(RecordingId recording) throws IOException;

    /// Deletes the file; no effect if there is none. Returns when no copy is left.
    ///
    /// @throws IOException if that cannot be confirmed now: the file can no longer be opened, and [#upload] deletes
    /// it later
    void remove(RecordingId recording) throws IOException;

    /// Deletes the file without waiting for a remote store: the copy there is deleted by the next [#upload].
    default void scheduleRemoval(RecordingId recording) throws IOException {
        remove(recording);
    }

    /// Moves complete files to the remote store, and deletes there what was removed. It may wait for the store, so
    /// it needs a thread of its own.
    ///
    /// @param expected length and digest of a recording's file; empty if it is not complete
    /// @throws IOException if something is left to do: the next run continues
    default void upload(Function<RecordingId, Optional<Sealed>> expected) throws IOException {}
}
