package org.permanence.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.permanence.access.SealedText;
import org.permanence.durable.DurableFile;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.RecordingHeader;
import org.permanence.seal.SealException;
import org.permanence.seal.SealReader;
import org.permanence.seal.SealedNote;
import org.permanence.seal.WavStream;
import org.permanence.verify.Entry;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "practice-key",
        description = {
            "Create and use a practice's own key, on the practice's machine.",
            "Needs no installation and no engine."
        })
final class PracticeKeyCommand {

    private static final String PRIVATE_KEY = "File of the private key.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// A step that reads or writes files.
    private interface FileStep<T> {
        T run() throws IOException;
    }

    @Command(name = "create", description = "Create a key pair and print its public part for the practice file.")
    void create(
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            required = true,
                            description = "File of the private key; it must not exist.")
                    Path key) {
        print(reportingFaults(() -> createKey(key)));
    }

    @Command(name = "play", description = "Save a recording that was encrypted for this key as a WAV file.")
    void play(
            @Parameters(paramLabel = "FILE", description = "File of the recording.") Path recording,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = PRIVATE_KEY) Path key,
            @Mixin OutputOption output) {
        OutputFile wav = output.newFile();
        print(reportingFaults(() -> decrypt(recording, key, wav)));
    }

    @Command(name = "note", description = "Print a clinical note that was encrypted for this key.")
    void printNote(
            @Parameters(paramLabel = "FILE", description = "File of the note.") Path note,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = PRIVATE_KEY) Path key) {
        print(reportingFaults(
                () -> readKey(key).open(SealedNote.read(noteFile(note))).text()));
    }

    private static byte[] noteFile(Path note) throws IOException {
        try (var file = Files.newInputStream(note)) {
            return file.readNBytes(SealedNote.MAX_BYTES + 1);
        }
    }

    @Command(
            name = "reasons",
            description = "Print the reasons given for accesses, from a copy of the audit log.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:The log is whole.", "1:The log is damaged.", "2:Invalid command line."})
    int printReasons(
            @Parameters(
                            paramLabel = "DIRECTORY",
                            description = "Directory of the audit log, with its .key file beside it.")
                    Path log,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = PRIVATE_KEY) Path key) {
        return reportingFaults(() -> reasons(log, key));
    }

    private static <T> T reportingFaults(FileStep<T> step) {
        try {
            return step.run();
        } catch (SealException fault) {
            throw new CommandException(String.valueOf(fault.getMessage()), fault);
        } catch (IOException fault) {
            throw new CommandException(
                    "file: cannot be read or written (expected: your own files; key files must be new)", fault);
        }
    }

    /// @return the public part
    private static String createKey(Path key) throws IOException {
        var created = PracticeKey.generate();
        if (!DurableFile.at(key).create((created.secret() + "\n").getBytes(StandardCharsets.US_ASCII))) {
            throw new FileAlreadyExistsException(key.toString());
        }
        return created.recipient().toString();
    }

    private static String decrypt(Path recording, Path key, OutputFile wav) throws IOException {
        try (var dataKey = readKey(key).open(header(recording));
                var reader = SealReader.open(FileChannel.open(recording), dataKey)) {
            wav.write(out -> new WavStream(reader).transferTo(out));
        }
        return "wrote " + wav.path();
    }

    private static RecordingHeader header(Path recording) throws IOException {
        try (var file = FileChannel.open(recording)) {
            return SealReader.headerOf(file);
        }
    }

    /// @return the exit code: 0 if the log is whole, 1 if it is damaged
    private int reasons(Path log, Path key) throws IOException {
        PracticeKey practiceKey = readKey(key);
        var logKey = NoteKey.parse(Files.readString(log.resolveSibling(log.getFileName() + ".key")));
        var report = new LogVerifier(
                        LogFiles.in(log),
                        note -> note.isSignedBy(logKey),
                        List.of(),
                        _ -> {},
                        entry -> printReason(entry, practiceKey))
                .verify();
        if (!report.isIntact()) {
            print("the audit log is damaged (run: permanence audit verify)");
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
                print("%d %s encrypted for another key".formatted(entry.number(), entry.time()));
            }
        });
    }

    private static PracticeKey readKey(Path key) throws IOException {
        return PracticeKey.parse(Files.readString(key).strip());
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
