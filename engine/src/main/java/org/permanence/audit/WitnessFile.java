package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.durable.DurableFile;

/// Keeps the checkpoint in a file. On another medium or machine it also shows that the whole state directory was
/// replaced by an older one.
public record WitnessFile(Path file) implements CheckpointWitness {

    @Override
    public String place() {
        return "witness file";
    }

    /// A directory that is missing is a medium that is not mounted, not a witness without a checkpoint.
    @Override
    public Optional<String> read() {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException missing) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory == null || !Files.isDirectory(directory)) {
                throw unavailable(missing);
            }
            return Optional.empty();
        } catch (IOException fault) {
            throw unavailable(fault);
        }
    }

    @Override
    public void keep(String note) {
        try {
            DurableFile.at(file).replace(note.getBytes(StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw unavailable(fault);
        }
    }

    private static AuditException unavailable(IOException fault) {
        return new AuditException(
                "audit witness: the file is not available (expected: a mounted directory that the engine may write)",
                fault);
    }
}
