package org.permanence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.ManagementSettings;
import org.permanence.yaml.Name;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// A practice of the house, and a caller's number, which is no word of a command line: everybody on the machine
/// sees those.
final class CallerNumberOptions {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AuditOptions auditOptions = new AuditOptions();

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
    JsonNode submit(String action) {
        String number = number();
        InstallationSettings settings = config.read();
        requirePractice(practice, settings, spec);
        ManagementSettings management = settings.management();
        return auditOptions
                .client(management)
                .post("/numbers/" + practice + "/" + action + "?" + auditOptions.queryString(), number);
    }

    static void requirePractice(String practice, InstallationSettings settings, CommandSpec spec) {
        var known = settings.practices().keySet().stream().map(Name::value).toList();
        if (!known.contains(practice)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "practice: unknown (expected: " + known.stream().collect(Collectors.joining(", ")) + ")");
        }
    }

    private String number() {
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readNBytes(100) : Files.readAllBytes(file);
            String number = new String(bytes, StandardCharsets.US_ASCII).strip();
            var _ = PhoneNumber.parse(number);
            return number;
        } catch (IOException e) {
            throw new CommandException("--number-file: not read (expected: a file of yours)", e);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), "--number-file: " + bad.getMessage(), bad);
        }
    }
}
