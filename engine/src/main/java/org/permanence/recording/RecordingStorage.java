package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedOutput;

/// Where the sealed files are: a folder, or a far store behind one. What it holds opens nothing by itself.
public interface RecordingStorage {

    /// A file for a recording that begins.
    SealedOutput create(RecordingId recording) throws IOException;

    /// The file of a recording, to read.
    ///
    /// @throws java.nio.file.NoSuchFileException where there is none
    SeekableByteChannel open(RecordingId recording) throws IOException;

    /// The file of a recording that has not ended, to read: it is on this machine, or it is another engine's. Never
    /// waits for a far store.
    ///
    /// @throws java.nio.file.NoSuchFileException where there is none here
    default SeekableByteChannel openLocal(RecordingId recording) throws IOException {
        return open(recording);
    }

    /// A file that is to stand in the place of one a crash has cut.
    SealedOutput createRepair(RecordingId recording) throws IOException;

    /// Puts the repaired file in the place of the cut one: whatever happens meanwhile, there is one of the two.
    void commitRepair(RecordingId recording) throws IOException;

    /// The recordings of which there is a repaired file beside the cut one.
    List<RecordingId> pendingRepairs() throws IOException;

    /// Takes a repaired file away; nothing happens where there is none.
    void removeRepair(RecordingId recording) throws IOException;

    /// Takes the file away; nothing happens where there is none. Returns once nothing of it is left anywhere; where
    /// that cannot be said now, nobody opens it any more all the same, and [#upload] goes on.
    void remove(RecordingId recording) throws IOException;

    /// The same for whoever must not wait for a far store: what is there goes at the next [#upload].
    default void scheduleRemoval(RecordingId recording) throws IOException {
        remove(recording);
    }

    /// Brings what is whole to where it belongs, and takes away there what was dropped. It may wait for a far
    /// store: it has a thread of its own.
    ///
    /// @param kept what the book says a recording's file is; empty where it says nothing of a whole one
    /// @throws IOException where something is left to do: the next round goes on
    default void upload(Function<RecordingId, Optional<Sealed>> expected) throws IOException {}
}
