package org.permanence.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.permanence.seal.AgeRecipients;
import org.permanence.seal.SealException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--out FILE` and `--to KEY`, for commands that write one file.
final class OutputOption {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "File to write, readable by this user only; it must not exist.")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "KEY",
            split = ",",
            description = "Public age keys (age1…), with commas between them: encrypt the file for their owners "
                    + "(default: not encrypted).")
    private List<String> keys = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// @throws ParameterException if the file exists or a key is unreadable
    OutputFile newFile() {
        if (Files.exists(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--out: " + file + " already exists (expected: a new file)");
        }
        return new OutputFile(file, recipients(), spec.commandLine().getErr());
    }

    private Optional<AgeRecipients> recipients() {
        try {
            return keys.isEmpty() ? Optional.empty() : Optional.of(AgeRecipients.of(keys));
        } catch (SealException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), "--to: invalid (expected: public age keys, age1…)", unreadable);
        }
    }

    /// Writes what the running engine answers for this path, and prints the file's name.
    ///
    /// @throws ParameterException if the file exists or a key is unreadable; then nothing is asked of the engine
    void download(ManagementClient client, String path) {
        OutputFile target = newFile();
        save(target, () -> target.write(out -> client.copy(path, out)));
    }

    /// Writes what the running engine encrypts for the recipients, and prints the file's name.
    ///
    /// @param path with a query
    /// @throws ParameterException if the file exists, or a key is missing or unreadable; then nothing is asked of
    ///     the engine
    void downloadEncrypted(ManagementClient client, String path) {
        OutputFile target = newFile();
        if (target.recipients().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--to: missing (expected: public age keys, age1…)");
        }
        String query = "&recipients=" + String.join(",", keys);
        save(target, () -> target.writeAsItIs(out -> client.copy(path + query, out)));
    }

    private interface FileStep {
        void run() throws IOException;
    }

    private void save(OutputFile target, FileStep step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new CommandException("--out: cannot be written (expected: a file in a writable directory)", e);
        }
        spec.commandLine().getOut().println("wrote " + target.path());
    }
}
