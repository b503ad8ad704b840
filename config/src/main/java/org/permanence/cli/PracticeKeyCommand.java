package org.permanence.cli;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.access.SealedText;
import org.permanence.durable.DurableFile;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.RecordingHeader;
import org.permanence.seal.SealException;
import org.permanence.seal.SealReader;
import org.permanence.seal.WavStream;
import org.permanence.verify.Entry;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a practice, or its data protection officer, does with a key of their own.
@Command(
        name = "practice-key",
        description = {
            "For the practice's own machine, without the house. create makes a key: its public part goes into the",
            "practice's file (recipients, officer), the private one nowhere. play opens a recording's file that was",
            "sealed for it. reasons reads in a copy of the audit log why people looked."
        })
final class PracticeKeyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ACTION", description = "create, play or reasons")
    private String action = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "play: the recording's file; reasons: the log's folder, with its .key beside it.")
    private Optional<Path> what = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The private key; create makes it.")
    private Path key = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "play: the WAV to write; a new file.")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            return switch (action) {
                case "create" -> create();
                case "play" -> play();
                case "reasons" -> printReasons();
                default ->
                    throw new ParameterException(
                            spec.commandLine(), "action: " + action + " (expected: create, play, reasons)");
            };
        } catch (SealException fault) {
            throw new CommandException(String.valueOf(fault.getMessage()), fault);
        } catch (IOException fault) {
            throw new CommandException(
                    "file: not read or written (expected: files of yours; key files are new)", fault);
        }
    }

    private int create() throws IOException {
        var created = PracticeKey.generate();
        if (!DurableFile.at(key).create((created.secret() + "\n").getBytes(StandardCharsets.US_ASCII))) {
            throw new FileAlreadyExistsException(key.toString());
        }
        print(created.recipient().toString());
        return 0;
    }

    private int play() throws IOException {
        Path recording = requiredPath("a recording's file");
        OutputFile wav = OutputFile.of(out, spec);
        try (var dataKey = readKey().open(header(recording));
                var reader = SealReader.open(FileChannel.open(recording), dataKey)) {
            wav.write(partFile -> {
                try (var file = FileChannel.open(partFile, CREATE_NEW, WRITE)) {
                    new WavStream(reader).transferTo(file);
                }
            });
        }
        print("wrote " + wav.path());
        return 0;
    }

    private static RecordingHeader header(Path recording) throws IOException {
        try (var file = FileChannel.open(recording)) {
            return SealReader.headerOf(file);
        }
    }

    /// @return 0 where the log is whole
    private int printReasons() throws IOException {
        Path log = requiredPath("the log's folder");
        PracticeKey practiceKey = readKey();
        var logKey = NoteKey.parse(Files.readString(log.resolveSibling(log.getFileName() + ".key")));
        var report = new LogVerifier(
                        LogFiles.in(log),
                        note -> note.isSignedBy(logKey),
                        List.of(),
                        _ -> {},
                        entry -> printReason(entry, practiceKey))
                .verify();
        if (!report.isIntact()) {
            print("the log is not whole (see: permanence audit verify)");
        }
        return report.isIntact() ? 0 : 1;
    }

    private void printReason(Entry entry, PracticeKey practiceKey) {
        entry.fields().findWord("reason").map(SealedText::new).ifPresent(sealedReason -> {
            try {
                print("%d %s %s %s: %s"
                        .formatted(
                                entry.number(),
                                entry.time(),
                                entry.fields().word("actor"),
                                entry.fields().word("action"),
                                practiceKey.open(sealedReason).text()));
            } catch (SealException _) {
                print("%d %s closed for another key".formatted(entry.number(), entry.time()));
            }
        });
    }

    private PracticeKey readKey() throws IOException {
        return PracticeKey.parse(Files.readString(key).strip());
    }

    private Path requiredPath(String expected) {
        return what.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "what: missing (expected: " + expected + ")"));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
