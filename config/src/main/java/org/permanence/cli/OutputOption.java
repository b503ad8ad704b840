package org.permanence.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--out FILE`, for commands that write one file.
final class OutputOption {

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "File to write; it must not exist.")
    private Path file = Path.of("");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// @throws ParameterException if the file exists
    OutputFile newFile() {
        if (Files.exists(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--out: " + file + " already exists (expected: a new file)");
        }
        return new OutputFile(file);
    }

    /// Writes what the running engine answers for this path, and prints the file's name.
    ///
    /// @throws ParameterException if the file exists; then nothing is asked of the engine
    void download(ManagementClient client, String path) {
        OutputFile target = newFile();
        client.download(path, target);
        spec.commandLine().getOut().println("wrote " + target.path());
    }
}
