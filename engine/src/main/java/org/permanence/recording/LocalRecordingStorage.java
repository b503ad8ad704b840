package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.durable.PrivateFiles;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealedOutput;

/// Sealed files in a local directory, one for each recording.
public final class LocalRecordingStorage implements RecordingStorage {

    private static final String RECORDING_SUFFIX = ".prec";
    private static final String REPAIR_SUFFIX = ".repair";

    private final Path folder;

    /// Opens the storage in a directory.
    ///
    /// @param folder the directory, created if it does not exist
    public LocalRecordingStorage(Path folder) {
        this.folder = folder;
    }

    @Override
    public SealedOutput create(RecordingId recording) throws IOException {
        return create(file(recording, RECORDING_SUFFIX));
    }

    @Override
    public SeekableByteChannel open(RecordingId recording) throws IOException {
        return FileChannel.open(file(recording, RECORDING_SUFFIX), StandardOpenOption.READ);
    }

    @Override
    public SealedOutput createRepair(RecordingId recording) throws IOException {
        removeRepair(recording); // A crash may have interrupted an earlier repair.
        return create(file(recording, REPAIR_SUFFIX));
    }

    @Override
    public void commitRepair(RecordingId recording) throws IOException {
        DurableFile.at(file(recording, RECORDING_SUFFIX)).moveFrom(file(recording, REPAIR_SUFFIX));
    }

    @Override
    public List<RecordingId> pendingRepairs() throws IOException {
        return recordingsWithSuffix(REPAIR_SUFFIX);
    }

    /// The recordings that have a file, truncated ones included; oldest first.
    List<RecordingId> recordings() throws IOException {
        return recordingsWithSuffix(RECORDING_SUFFIX);
    }

    boolean hasRepair(RecordingId recording) {
        return Files.exists(file(recording, REPAIR_SUFFIX));
    }

    Path file(RecordingId recording) {
        return file(recording, RECORDING_SUFFIX);
    }

    private List<RecordingId> recordingsWithSuffix(String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .sorted() // Ids sort by their time of creation.
                    .map(name -> new RecordingId(name.substring(0, name.length() - suffix.length())))
                    .toList();
        }
    }

    @Override
    public void removeRepair(RecordingId recording) throws IOException {
        Files.deleteIfExists(file(recording, REPAIR_SUFFIX));
    }

    @Override
    public void remove(RecordingId recording) throws IOException {
        Files.deleteIfExists(file(recording, RECORDING_SUFFIX));
    }

    private SealedOutput create(Path file) throws IOException {
        DurableDirectory.createPrivate(folder);
        FileChannel channel = PrivateFiles.create(file);
        DurableDirectory.force(folder); // Without this, a power cut may leave no file of this name.
        return SealedOutput.of(channel);
    }

    private Path file(RecordingId recording, String suffix) {
        return folder.resolve(recording.value() + suffix);
    }
}
