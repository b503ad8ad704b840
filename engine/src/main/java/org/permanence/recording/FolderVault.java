package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sink;

/// Sealed files in a folder of the house's own, one for each recording.
public final class FolderVault implements Vault {

    private static final String WHOLE = ".prec";
    private static final String REPAIR = ".repair";

    private final Path folder;

    /// @param folder made where it is not there
    public FolderVault(Path folder) {
        this.folder = folder;
    }

    @Override
    public Sink create(RecordingId recording) throws IOException {
        return create(file(recording, WHOLE));
    }

    @Override
    public SeekableByteChannel open(RecordingId recording) throws IOException {
        return FileChannel.open(file(recording, WHOLE), StandardOpenOption.READ);
    }

    @Override
    public Sink repair(RecordingId recording) throws IOException {
        removeRepair(recording); // Of an earlier try that was cut too.
        return create(file(recording, REPAIR));
    }

    @Override
    public void replace(RecordingId recording) throws IOException {
        Files.move(file(recording, REPAIR), file(recording, WHOLE), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<RecordingId> repairs() throws IOException {
        return named(REPAIR);
    }

    /// Of which recordings there is a file, cut ones among them; oldest first.
    List<RecordingId> files() throws IOException {
        return named(WHOLE);
    }

    boolean hasRepair(RecordingId recording) {
        return Files.exists(file(recording, REPAIR));
    }

    Path file(RecordingId recording) {
        return file(recording, WHOLE);
    }

    private List<RecordingId> named(String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted() // By the time they were drawn.
                    .map(name -> new RecordingId(name.substring(0, name.length() - ending.length())))
                    .toList();
        }
    }

    @Override
    public void removeRepair(RecordingId recording) throws IOException {
        Files.deleteIfExists(file(recording, REPAIR));
    }

    @Override
    public void remove(RecordingId recording) throws IOException {
        Files.deleteIfExists(file(recording, WHOLE));
    }

    private Sink create(Path file) throws IOException {
        Files.createDirectories(folder, mode("rwx------"));
        return Sink.of(FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------")));
    }

    private static FileAttribute<?> mode(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }

    private Path file(RecordingId recording, String ending) {
        return folder.resolve(recording.value() + ending);
    }
}
