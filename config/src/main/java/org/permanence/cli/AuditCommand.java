package org.permanence.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.practice.PracticeId;
import org.permanence.seal.KeyStoreWitness;
import org.permanence.settings.ArchiveSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.ManagementSettings;
import org.permanence.text.Counted;
import org.permanence.verify.VerifyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "audit", description = "Verify, read and export the audit log.")
final class AuditCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "verify",
            description = "Verify the audit log and the recordings it lists.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:The log is whole.",
                "1:The log is damaged.",
                "2:The log could not be checked, or invalid command line."
            })
    int verify(@Mixin ConfigOption config, @Mixin AccessOptions access) {
        InstallationSettings settings = config.read();
        enterVerification(access, settings.management());
        return verify(settings);
    }

    @Command(name = "own", description = "List what was done in your name, newest first, as JSON, one entry a line.")
    void own(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Option(
                            names = "--last",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many entries, 1 to 1000 (default: ${DEFAULT-VALUE}).")
                    int last) {
        access.client(config.management())
                .withLongTimeout()
                .get("/audit/own?last=" + last)
                .forEach(entry -> print(entry.toString()));
    }

    @Command(name = "export", description = "Export entries as FHIR R4 AuditEvents, one a line.")
    void export(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Option(
                            names = "--practice",
                            paramLabel = "NAME",
                            description = "Export only the entries of this practice (default: all entries).")
                    Optional<PracticeId> practice,
            @Option(
                            names = "--transfers",
                            description = "Export only what was heard outside the EEA (default: all entries).")
                    boolean transfers,
            @Mixin PeriodOptions period,
            @Mixin OutputOption output) {
        OutputFile target = output.newFile();
        String path = "/audit/export?" + period.query()
                + practice.map(name -> "&practice=" + name).orElse("")
                + (transfers ? "&transfers=true" : "");
        ManagementClient client = audit.client(config.management()).withLongTimeout();
        var lines = new LineCount();
        save(target, out -> client.copy(path, lines.countingTo(out)));
        print("wrote " + Counted.of(lines.lines(), "event") + " to " + target.path());
    }

    @Command(
            name = "certify-destruction",
            description = "Certify which recordings, keys and patients of a practice were destroyed, "
                    + "as one JSON document with its proof.")
    void certifyDestruction(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Parameters(paramLabel = "PRACTICE", description = "Practice to certify.") PracticeId practice,
            @Mixin PeriodOptions period,
            @Mixin OutputOption output) {
        OutputFile target = output.newFile();
        String path = "/audit/certificate?practice=" + practice + "&" + period.query();
        JsonNode certificate =
                audit.client(config.management()).withLongTimeout().get(path);
        byte[] text = (certificate.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        save(target, out -> Channels.newOutputStream(out).write(text));
        print("wrote " + Counted.of(certificate.path("destroyed").size(), "destruction") + " to " + target.path());
    }

    private static void save(OutputFile target, OutputFile.ContentWriter content) {
        try {
            target.write(content);
        } catch (IOException fault) {
            throw new CommandException(
                    "--out: not written (expected: a file in a writable directory, and an engine that goes on running)",
                    fault);
        }
    }

    /// A log is verified without an engine too: the engine may refuse to open a damaged one.
    private void enterVerification(AccessOptions access, ManagementSettings management) {
        try {
            access.client(management).post("/audit/verify");
        } catch (CommandException unavailable) {
            print("note: this verification is not entered in the log: " + unavailable.getMessage());
        }
    }

    /// Verifies each replica of the log.
    ///
    /// @return the highest exit code of the verifier
    private int verify(InstallationSettings settings) {
        ArchiveSettings archive = settings.archive();
        int worst = 0;
        for (Path log : archive.audit()) {
            List<String> arguments = new ArrayList<>(List.of(log.toString(), "--key", key(log).toString()));
            keptCheckpoints(settings).forEach(file -> arguments.addAll(List.of("--known", file.toString())));
            if (Files.isDirectory(archive.recordings())) {
                arguments.addAll(List.of("--recordings", archive.recordings().toString()));
            }
            var output = new ByteArrayOutputStream();
            worst = Math.max(
                    worst,
                    VerifyCommand.run(
                            arguments, new PrintStream(output, false, StandardCharsets.UTF_8), InstantSource.system()));
            spec.commandLine().getOut().print(log + "\n" + output.toString(StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        }
        return worst;
    }

    /// The files with the newest checkpoint, outside the log. The database's checkpoint is compared by the engine
    /// at its start.
    private static List<Path> keptCheckpoints(InstallationSettings settings) {
        return Stream.concat(
                        Stream.of(KeyStoreWitness.file(settings.archive().keys(), settings.engineNumber())),
                        settings.archive().auditWitness().stream())
                .filter(Files::exists)
                .toList();
    }

    /// The public key of the log; the engine writes it at each start.
    private static Path key(Path log) {
        return log.resolveSibling(log.getFileName() + ".key");
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
