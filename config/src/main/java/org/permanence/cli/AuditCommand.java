package org.permanence.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.permanence.audit.AuditException;
import org.permanence.audit.DestructionCertificate;
import org.permanence.audit.FhirAuditExport;
import org.permanence.cli.PeriodOptions.Period;
import org.permanence.practice.PracticeId;
import org.permanence.seal.KeyStoreWitness;
import org.permanence.settings.ArchiveSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.ManagementSettings;
import org.permanence.text.Counted;
import org.permanence.verify.LogFiles;
import org.permanence.verify.NoteKey;
import org.permanence.verify.VerifyCommand;
import org.permanence.verify.VerifyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "audit", description = "Verify and export the audit log.")
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

    @Command(name = "export", description = "Export entries as FHIR R4 AuditEvents, one a line.")
    void export(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin PeriodOptions period,
            @Mixin OutputOption output) {
        var target = new Target(config, audit, period.period(), output.newFile());
        long written = target.write("", "export", AuditCommand::exportEvents);
        print("wrote " + Counted.of(written, "event") + " to " + target.file().path());
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
        var target = new Target(config, audit, period.period(), output.newFile());
        long written = target.write(
                "&practice=" + practice,
                "certify-destruction",
                (settings, covered, to) -> new DestructionCertificate(log(settings), key(settings))
                        .certify(practice, covered.from(), covered.to(), to));
        print("wrote " + Counted.of(written, "destruction") + " to "
                + target.file().path());
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

    private static long exportEvents(InstallationSettings settings, Period period, Writer to) throws IOException {
        String name = "permanence/" + settings.identity().name().value();
        return new FhirAuditExport(log(settings), key(settings), name).export(period.from(), period.to(), to);
    }

    /// Writes a part of the log.
    private interface Export {
        /// @return the number of entries written
        long write(InstallationSettings settings, Period period, Writer to) throws IOException;
    }

    /// A file that receives a part of the log.
    private record Target(ConfigOption config, AuditOptions audit, Period period, OutputFile file) {

        /// Asks the engine to enter the export in the log, then writes it.
        ///
        /// @param practiceQuery the query parameter of the practice, or an empty text
        /// @param command name of the command, for messages
        /// @return the number of entries written
        long write(String practiceQuery, String command, Export export) {
            InstallationSettings settings = config.read();
            audit.client(settings.management())
                    .post("/audit/export?from=" + period.from() + "&to=" + period.to() + practiceQuery);
            try {
                var written = new long[1];
                file.write(out -> {
                    Writer writer = Channels.newWriter(out, StandardCharsets.UTF_8);
                    written[0] = export.write(settings, period, writer);
                    writer.flush();
                });
                return written[0];
            } catch (IOException | AuditException | VerifyException fault) {
                throw new CommandException(
                        command + ": " + fault.getMessage() + "; run: permanence audit verify", fault);
            }
        }
    }

    private static LogFiles log(InstallationSettings settings) {
        return LogFiles.in(settings.archive().audit().getFirst());
    }

    private static NoteKey key(InstallationSettings settings) throws IOException {
        return NoteKey.parse(Files.readString(key(settings.archive().audit().getFirst())));
    }

    /// The public key of the log; the engine writes it at each start.
    private static Path key(Path log) {
        return log.resolveSibling(log.getFileName() + ".key");
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
