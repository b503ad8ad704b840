package org.permanence.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.ManagementSettings;
import org.permanence.settings.Name;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// A practice of the house, and a caller's number, which is no word of a command line: everybody on the machine
/// sees those.
final class NumberOptions {

    @Mixin
    private HouseOption house = new HouseOption();

    @Mixin
    private AskingOptions asking = new AskingOptions();

    @Parameters(paramLabel = "PRACTICE", description = "The practice.")
    private String practice = "";

    @Option(
            names = "--number-file",
            paramLabel = "FILE",
            required = true,
            description = "A file that holds the number, such as +33199000001; - reads it here.")
    private Path file = Path.of("-");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// Asks the running house to do this with the number.
    JsonNode ask(String action) {
        String number = number();
        InstallationSettings settings = house.read();
        requirePractice(practice, settings, spec);
        ManagementSettings management = settings.management();
        return asking.of(management).post("/numbers/" + practice + "/" + action + "?" + asking.words(), number);
    }

    static void requirePractice(String practice, InstallationSettings settings, CommandSpec spec) {
        var all = settings.practices().keySet().stream().map(Name::value).toList();
        if (!all.contains(practice)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "practice: unknown (expected: " + all.stream().collect(Collectors.joining(", ")) + ")");
        }
    }

    private String number() {
        try {
            byte[] read = file.toString().equals("-") ? System.in.readNBytes(100) : Files.readAllBytes(file);
            String number = new String(read, StandardCharsets.US_ASCII).strip();
            var _ = PhoneNumber.parse(number);
            return number;
        } catch (IOException e) {
            throw new BootException("--number-file: not read (expected: a file of yours)", e);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), "--number-file: " + bad.getMessage(), bad);
        }
    }
}
