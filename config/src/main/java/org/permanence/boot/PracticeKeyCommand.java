package org.permanence.boot;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.permanence.audit.SealedText;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.RecordingHeader;
import org.permanence.seal.SealException;
import org.permanence.seal.SealReader;
import org.permanence.seal.Wav;
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
                case "reasons" -> reasons();
                default ->
                    throw new ParameterException(
                            spec.commandLine(), "action: " + action + " (expected: create, play, reasons)");
            };
        } catch (SealException fault) {
            throw new BootException(String.valueOf(fault.getMessage()), fault);
        } catch (IOException fault) {
            throw new BootException("file: not read or written (expected: files of yours; key files are new)", fault);
        }
    }

    private int create() throws IOException {
        var made = PracticeKey.generate();
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var file = FileChannel.open(key, Set.of(CREATE_NEW, WRITE), mine)) {
            file.write(ByteBuffer.wrap((made.secret() + "\n").getBytes(StandardCharsets.US_ASCII)));
            file.force(true);
        }
        say(made.recipient().toString());
        return 0;
    }

    private int play() throws IOException {
        Path recording = named("a recording's file");
        NewFile wav = NewFile.of(out, spec);
        try (var dataKey = mine().open(header(recording));
                var reader = SealReader.open(FileChannel.open(recording), dataKey)) {
            wav.write(unfinished -> {
                try (var file = FileChannel.open(unfinished, CREATE_NEW, WRITE)) {
                    new Wav(reader).transferTo(file);
                }
            });
        }
        say("wrote " + wav.path());
        return 0;
    }

    private static RecordingHeader header(Path recording) throws IOException {
        try (var file = FileChannel.open(recording)) {
            return SealReader.headerOf(file);
        }
    }

    /// @return 0 where the log is whole
    private int reasons() throws IOException {
        Path log = named("the log's folder");
        PracticeKey mine = mine();
        var house = NoteKey.parse(Files.readString(log.resolveSibling(log.getFileName() + ".key")));
        var report = new LogVerifier(
                        LogFiles.in(log), note -> note.signedBy(house), List.of(), _ -> {}, entry -> tell(entry, mine))
                .verify();
        if (!report.isWhole()) {
            say("the log is not whole (see: permanence audit verify)");
        }
        return report.isWhole() ? 0 : 1;
    }

    private void tell(Entry entry, PracticeKey mine) {
        entry.fields().findWord("reason").map(SealedText::new).ifPresent(closed -> {
            try {
                say("%d %s %s %s: %s"
                        .formatted(
                                entry.number(),
                                entry.time(),
                                entry.fields().word("actor"),
                                entry.fields().word("action"),
                                mine.open(closed).text()));
            } catch (SealException _) {
                say("%d %s closed for another key".formatted(entry.number(), entry.time()));
            }
        });
    }

    private PracticeKey mine() throws IOException {
        return PracticeKey.parse(Files.readString(key).strip());
    }

    private Path named(String expected) {
        return what.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "what: missing (expected: " + expected + ")"));
    }

    private void say(String words) {
        spec.commandLine().getOut().println(words);
    }
}
