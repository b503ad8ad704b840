package org.permanence.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.audit.AuditException;
import org.permanence.audit.DestructionCertificate;
import org.permanence.audit.FhirAuditExport;
import org.permanence.practice.PracticeId;
import org.permanence.settings.ArchiveSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.verify.LogFiles;
import org.permanence.verify.NoteKey;
import org.permanence.verify.VerifyCommand;
import org.permanence.verify.VerifyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = {
            "Verifies the log of every look and the recordings it speaks of, or exports its entries as FHIR AuditEvents,",
            "one a line, or certifies what of a practice was destroyed: one JSON document with what proves it. Either",
            "is in the log before it begins. verify ends with 0: whole, 1: not, 2: not looked at."
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AuditOptions auditOptions = new AuditOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "verify, export or destroyed")
    private String action = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "1970-01-01T00:00:00Z",
            description = "The first entry's time, such as 2026-11-01T00:00:00Z.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            defaultValue = "9999-01-01T00:00:00Z",
            description = "The time that no entry reaches.")
    private String to = "";

    @Option(names = "--practice", paramLabel = "NAME", defaultValue = "", description = "Whose destructions.")
    private String practice = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Where export and destroyed write; a new file.")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return switch (action) {
            case "verify" -> verify(config.read().archive());
            case "export" -> write("", "events", AuditCommand::exportEvents);
            case "destroyed" -> certifyDestruction();
            default ->
                throw new ParameterException(
                        spec.commandLine(), "action: " + action + " (expected: verify, export or destroyed)");
        };
    }

    /// The worst of what the verifier says of each folder.
    private int verify(ArchiveSettings archive) {
        int worst = 0;
        for (Path log : archive.audit()) {
            List<String> arguments = new ArrayList<>(List.of(log.toString(), "--key", key(log).toString()));
            if (Files.isDirectory(archive.recordings())) {
                arguments.addAll(List.of("--recordings", archive.recordings().toString()));
            }
            var output = new ByteArrayOutputStream();
            worst = Math.max(
                    worst, VerifyCommand.run(arguments, new PrintStream(output, false, StandardCharsets.UTF_8)));
            spec.commandLine().getOut().print(log + "\n" + output.toString(StandardCharsets.UTF_8));
        }
        return worst;
    }

    private int certifyDestruction() {
        PracticeId practiceId;
        try {
            practiceId = new PracticeId(practice);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(spec.commandLine(), "--" + malformed.getMessage(), malformed);
        }
        return write(
                "&practice=" + practiceId,
                "destructions",
                (settings, first, end, to) ->
                        new DestructionCertificate(log(settings), key(settings)).certify(practiceId, first, end, to));
    }

    private static long exportEvents(InstallationSettings settings, Instant first, Instant end, Writer to)
            throws IOException {
        String name = "permanence/" + settings.identity().name().value();
        return new FhirAuditExport(log(settings), key(settings), name).export(first, end, to);
    }

    /// What is written of the log, from one time until before another.
    private interface Export {
        long write(InstallationSettings settings, Instant first, Instant end, Writer to) throws IOException;
    }

    /// @param of whose it is, as the management port reads it
    private int write(String practiceQuery, String what, Export export) {
        Instant first = time("--from", from);
        Instant end = time("--to", to);
        if (!end.isAfter(first)) {
            throw new ParameterException(spec.commandLine(), "--to: " + end + " (expected: after --from)");
        }
        OutputFile file = OutputFile.of(out, spec);
        String query = auditOptions.queryString();
        InstallationSettings settings = config.read();
        auditOptions
                .client(settings.management())
                .post("/audit/export?from=" + first + "&to=" + end + practiceQuery + "&" + query);
        try {
            var written = new long[1];
            file.write(partFile -> {
                try (var writer = Files.newBufferedWriter(partFile)) {
                    written[0] = export.write(settings, first, end, writer);
                }
            });
            spec.commandLine().getOut().println("wrote " + written[0] + " " + what + " to " + file.path());
            return 0;
        } catch (IOException | AuditException | VerifyException fault) {
            throw new CommandException(action + ": " + fault.getMessage() + "; see: permanence audit verify", fault);
        }
    }

    private static LogFiles log(InstallationSettings settings) {
        return LogFiles.in(settings.archive().audit().getFirst());
    }

    private static NoteKey key(InstallationSettings settings) throws IOException {
        return NoteKey.parse(Files.readString(key(settings.archive().audit().getFirst())));
    }

    private Instant time(String option, String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeException _) {
            throw new ParameterException(
                    spec.commandLine(), option + ": unreadable (expected: a time such as 2026-11-01T00:00:00Z)");
        }
    }

    /// The engine writes it there at each start.
    private static Path key(Path log) {
        return log.resolveSibling(log.getFileName() + ".key");
    }
}
