package org.permanence.cli;

import java.nio.file.Path;
import org.permanence.privacy.PhoneNumber;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A caller's number.
final class CallerNumberOptions {

    private static final String FILE = "--number-file";

    @Option(
            names = FILE,
            paramLabel = "FILE",
            required = true,
            description =
                    "File with the caller's number, such as +33199000001; - asks for it, or reads standard input.")
    private Path file = Path.of("-");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// The number as it is written in the file.
    ///
    /// @throws ParameterException if it is no telephone number
    String read() {
        try {
            String number = PersonalInput.read(spec, FILE, file, "number");
            var _ = PhoneNumber.parse(number);
            return number;
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), FILE + ": " + invalid.getMessage(), invalid);
        }
    }
}
