package org.permanence.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.durable.DurableFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A file that a command writes, and that was not there before: what was cut off on the way must not look whole.
final class OutputFile {

    interface ContentWriter {
        void writeTo(Path partFile) throws IOException;
    }

    private final Path file;

    private OutputFile(Path file) {
        this.file = file;
    }

    /// @throws ParameterException where none was named, or it is there already
    static OutputFile of(Optional<Path> out, CommandSpec spec) {
        return out.filter(path -> !Files.exists(path))
                .map(OutputFile::new)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--out: missing, or there already (expected: a new file)"));
    }

    Path path() {
        return file;
    }

    void write(ContentWriter content) throws IOException {
        Path partFile = file.resolveSibling(file.getFileName() + ".part");
        content.writeTo(partFile);
        DurableFile.at(file).moveFrom(partFile);
    }
}
