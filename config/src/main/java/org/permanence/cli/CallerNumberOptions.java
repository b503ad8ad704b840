package org.permanence.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
            description =
                    "File with the caller's number, such as +33199000001; - asks for it, or reads standard input.")
    private Path file = Path.of("-");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// Asks for the number if a person types it.
    private String readLine() throws IOException {
        // Since JDK 25 there is no console again if the input is redirected.
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            spec.commandLine().getErr().print("number: ");
            spec.commandLine().getErr().flush();
        }
        var line = new ByteArrayOutputStream();
        for (int next = System.in.read();
                next >= 0 && next != '\n' && line.size() < MAX_BYTES;
                next = System.in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /// The number as it is written in the file.
    ///
    /// @throws ParameterException if it is no telephone number
    String read() {
        try {
            String number = (file.toString().equals("-")
                            ? readLine()
                            : Files.readString(file, StandardCharsets.ISO_8859_1))
                    .strip();
            var _ = PhoneNumber.parse(number);
            return number;
        } catch (IOException e) {
            throw new CommandException("--number-file: cannot be read (expected: a readable file)", e);
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), "--number-file: " + invalid.getMessage(), invalid);
        }
    }
}
