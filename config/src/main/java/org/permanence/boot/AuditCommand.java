package org.permanence.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.audit.AuditEvents;
import org.permanence.audit.AuditException;
import org.permanence.settings.ArchiveSettings;
import org.permanence.settings.HouseSettings;
import org.permanence.verify.LogFiles;
import org.permanence.verify.NoteKey;
import org.permanence.verify.Verify;
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
            "one a line. The export is in the log before it begins. verify ends with 0: whole, 1: not, 2: not looked at."
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private HouseOption house = new HouseOption();

    @Mixin
    private AskingOptions asking = new AskingOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "verify or export")
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

    @Option(names = "--out", paramLabel = "FILE", description = "Where export writes; a new file.")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return switch (action) {
            case "verify" -> verify(house.read().archive());
            case "export" -> export();
            default ->
                throw new ParameterException(spec.commandLine(), "action: " + action + " (expected: verify or export)");
        };
    }

    /// The worst of what the verifier says of each folder.
    private int verify(ArchiveSettings kept) {
        int worst = 0;
        for (Path log : kept.audit()) {
            List<String> words = new ArrayList<>(List.of(log.toString(), "--key", key(log).toString()));
            if (Files.isDirectory(kept.recordings())) {
                words.addAll(List.of("--recordings", kept.recordings().toString()));
            }
            var said = new ByteArrayOutputStream();
            worst = Math.max(worst, Verify.run(words, new PrintStream(said, false, StandardCharsets.UTF_8)));
            spec.commandLine().getOut().print(log + "\n" + said.toString(StandardCharsets.UTF_8));
        }
        return worst;
    }

    private int export() {
        Instant first = time("--from", from);
        Instant end = time("--to", to);
        Path file = out.filter(named -> !Files.exists(named))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--out: missing, or there already (expected: a new file)"));
        String words = asking.words();
        HouseSettings settings = house.read();
        new RunningHouse(settings.management()).post("/audit/export?from=" + first + "&to=" + end + "&" + words);
        spec.commandLine().getOut().println("wrote " + export(settings, first, end, file) + " events to " + file);
        return 0;
    }

    /// What was cut off on the way must not look whole.
    private static long export(HouseSettings settings, Instant first, Instant end, Path file) {
        Path log = settings.archive().audit().getFirst();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            var events = new AuditEvents(
                    LogFiles.in(log),
                    NoteKey.parse(Files.readString(key(log))),
                    "permanence/" + settings.house().name().value());
            long written;
            try (var writer = Files.newBufferedWriter(part)) {
                written = events.export(first, end, writer);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } catch (IOException | AuditException | VerifyException fault) {
            throw new BootException("export: " + fault.getMessage() + "; see: permanence audit verify", fault);
        }
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
