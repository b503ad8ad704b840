package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sink;

/// Where the sealed files are: a folder, or a store that speaks S3. What it holds opens nothing by itself.
public interface Vault {

    /// A file for a recording that begins.
    Sink create(RecordingId recording) throws IOException;

    /// The file of a recording, to read.
    ///
    /// @throws java.nio.file.NoSuchFileException where there is none
    SeekableByteChannel open(RecordingId recording) throws IOException;

    /// A file that is to stand in the place of one a crash has cut.
    Sink repair(RecordingId recording) throws IOException;

    /// Puts the repaired file in the place of the cut one: whatever happens meanwhile, there is one of the two.
    void replace(RecordingId recording) throws IOException;

    /// The recordings of which there is a repaired file beside the cut one.
    List<RecordingId> repairs() throws IOException;

    /// Takes a repaired file away; nothing happens where there is none.
    void removeRepair(RecordingId recording) throws IOException;

    /// Takes the file away; nothing happens where there is none.
    void remove(RecordingId recording) throws IOException;
}
