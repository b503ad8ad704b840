package org.permanence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.permanence.privacy.PhoneNumber;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A caller's number. It is read from a file, because other users of the machine see command lines.
final class CallerNumberOptions {

    private static final int MAX_BYTES = 100;

    @Option(
            names = "--number-file",
            paramLabel = "FILE",
            required = true,
            description = "File with the caller's number, such as +33199000001; - reads standard input.")
    private Path file = Path.of("-");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// The number as it is written in the file.
    ///
    /// @throws ParameterException if it is no telephone number
    String read() {
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readNBytes(MAX_BYTES) : Files.readAllBytes(file);
            String number = new String(bytes, StandardCharsets.US_ASCII).strip();
            var _ = PhoneNumber.parse(number);
            return number;
        } catch (IOException e) {
            throw new CommandException("--number-file: cannot be read (expected: a readable file)", e);
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), "--number-file: " + invalid.getMessage(), invalid);
        }
    }
}
