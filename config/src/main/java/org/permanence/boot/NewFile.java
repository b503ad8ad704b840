package org.permanence.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A file that a command writes, and that was not there before: what was cut off on the way must not look whole.
final class NewFile {

    interface Content {
        void into(Path unfinished) throws IOException;
    }

    private final Path file;

    private NewFile(Path file) {
        this.file = file;
    }

    /// @throws ParameterException where none was named, or it is there already
    static NewFile of(Optional<Path> out, CommandSpec spec) {
        return out.filter(named -> !Files.exists(named))
                .map(NewFile::new)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--out: missing, or there already (expected: a new file)"));
    }

    Path path() {
        return file;
    }

    void write(Content content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        content.into(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
