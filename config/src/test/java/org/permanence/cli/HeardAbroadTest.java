package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabPerson;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// Sound for a person who works outside the European Economic Area: a stream, no file, and an entry of the
/// transfer.
class HeardAbroadTest {

    private static final LabPerson ABROAD = LabPerson.doctorAbroad("les-lilas", "CH");
    private static final LabPerson HERE = LabPerson.doctor("les-lilas");

    private final SteppedClock clock = new SteppedClock();
    private Path directory;
    private ServedInstallation installation;
    private String message = "";

    @BeforeEach
    void open(@TempDir Path work) {
        directory = work;
        installation = ServedInstallation.open(work, clock);
        message = installation
                .records()
                .leaveMessage(SamplePractices.LES_LILAS, clock)
                .value();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "recording"})
    void soundIsNoFileAbroad(String kind) {
        Path file = directory.resolve("talk.wav");

        var result = runAs(ABROAD, kind, "play", message, "--practice", "les-lilas", "--out", file.toString());

        assertEquals(1, result.exitCode(), result.output());
        assertTrue(result.err().startsWith("permanence: sound: outside the EEA a stream only, no file"), result.err());
        assertFalse(Files.exists(file));
        assertFalse(log().contains("RECORDING_PLAYED"));
        assertTrue(log().contains("\"why\":\"stream-only\""));
    }

    @Test
    void auditLogIsNotExportedAbroad() {
        Path file = directory.resolve("log");

        var result = runAs(ABROAD, "audit", "export", "--practice", "les-lilas", "--out", file.toString());

        assertEquals(1, result.exitCode(), result.output());
        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "recording"})
    void soundIsHeardAbroadAndTheTransferIsEntered(String kind) {
        byte[] heard = listenAs(ABROAD, kind);

        assertTrue(new String(heard, StandardCharsets.ISO_8859_1).startsWith("RIFF"), "a whole WAV");
        List<String> entries = log().lines()
                .filter(line -> line.contains("TRANSFERRED_ABROAD") || line.contains("RECORDING_PLAYED"))
                .filter(line -> !line.contains("\"completes\""))
                .toList();
        assertEquals(2, entries.size(), entries.toString());
        assertTrue(entries.getFirst().contains("\"details\":{\"country\":\"CH\"}"), "before the sound: " + entries);
        assertTrue(entries.getFirst().contains("\"object\":\"" + message + "\""), entries.getFirst());
    }

    @Test
    void soundThatIsHeardWithinTheEeaIsNoTransfer() {
        listenAs(HERE, "message");

        assertTrue(log().contains("RECORDING_PLAYED"));
        assertFalse(log().contains("TRANSFERRED_ABROAD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--practice les-lilas"})
    void officerGetsTheListOfTransfers(String practice) throws IOException {
        listenAs(HERE, "message");
        listenAs(ABROAD, "message");
        Path file = directory.resolve("transfers");
        LabPerson reader = practice.isEmpty() ? LabPerson.AUDITOR : LabPerson.officer("les-lilas");

        var result = runAs(reader, ("audit export --transfers " + practice + " --out " + file).split(" +"));

        assertTrue(result.output().startsWith("wrote 1 event to " + file), result.output());
        String transfer = Files.readString(file);
        assertTrue(transfer.contains("doctor-in-ch") && transfer.contains("\"valueString\":\"CH\""), transfer);
    }

    /// What the command writes to standard output.
    private byte[] listenAs(LabPerson person, String kind) {
        var heard = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            var result = runAs(person, kind, "listen", message, "--practice", "les-lilas");
            assertEquals(0, result.exitCode(), result.output());
        } finally {
            System.setOut(usual);
        }
        return heard.toByteArray();
    }

    private CommandResult runAs(LabPerson person, String... command) {
        return installation.runAs(
                person,
                Stream.concat(Stream.of(command), Stream.of("--purpose", "treat"))
                        .toList());
    }

    /// The lines of the audit log. A further entry makes those before it durable.
    private String log() {
        installation.records().enterListing(SamplePractices.LES_LILAS.id());
        Path directoryOfLog = installation.files().settings().archive().audit().getFirst();
        try (var files = Files.list(directoryOfLog)) {
            var text = new StringBuilder();
            for (Path file : files.filter(named -> named.toString().endsWith(".entries"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
