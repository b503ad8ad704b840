package org.permanence.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.Action;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.AuditTestKey;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.DirectoryReplica;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;

/// The output and the exit code of the verifier: 0 intact, 1 not intact, 2 not verified.
class VerifyCommandTest {

    /// With a long timeout for a busy machine.
    private static final AuditSettings SETTINGS = new AuditSettings(
            "permanence.example/log", Duration.ofSeconds(20), 1_000, 1_000, 1 << 20, Duration.ofMillis(500));

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");

    private Path log;
    private Path key;
    private Path recordings;

    @BeforeEach
    void setUp(@TempDir Path work) throws IOException {
        log = work.resolve("log");
        key = work.resolve("log.key");
        recordings = Files.createDirectory(work.resolve("recordings"));
        CheckpointSigner signer = AuditTestKey.signer();
        Files.writeString(key, signer.key() + "\n");
        try (var replica = DirectoryReplica.open(log);
                var written = AuditLog.open(SETTINGS, List.of(replica), signer, new SteppedClock())) {
            for (int i = 0; i < 2; i++) {
                written.checkpoint();
                var _ = written.open(entry(LES_LILAS, Action.RECORDING_PLAYED, "rec-" + i, Map.of()));
                var _ = written.open(
                        entry(LES_LILAS, Action.RECORDING_SEALED, "rec-" + i, Map.of("sha256", writeRecording(i))));
            }
            var _ = written.open(entry(PORT_ROYAL, Action.RECORDING_PLAYED, "rec-9", Map.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--key KEY", "LOG --nonsense", "LOG --key", "LOG --inclusion many", "LOG --consistency 1"})
    void invalidArgumentsPrintTheUsage(String arguments) {
        var result = runCommand(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertEquals(2, result.status);
        assertTrue(result.output.startsWith("usage: permanence-verify LOG-DIRECTORY"), result.output);
    }

    @Test
    void missingLogIsNotVerified() {
        var result = runCommand(log.resolve("nowhere").toString());

        assertEquals(2, result.status);
        assertTrue(result.output.contains("not verified: "), result.output);
    }

    @Test
    void invalidKeyIsReported() throws IOException {
        Files.writeString(key, "no key at all");

        assertEquals(2, verifyLog().status);
    }

    @Test
    void changedEntryIsNamed() throws IOException {
        alterEntry("rec-1", "rec-7");

        var result = verifyLog();

        assertEquals(1, result.status);
        assertTrue(result.output.startsWith("bad: entry 2: "), result.output);
    }

    @Test
    void keyOfAnotherInstallationIsReported() throws IOException, GeneralSecurityException {
        var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        Files.writeString(
                key, NoteKey.of(AuditTestKey.signer().key().name(), other).toString());

        var result = verifyLog();

        assertEquals(1, result.status);
        assertTrue(result.output.contains("not signed by the key"), result.output);
    }

    @Test
    void intactLogIsReportedWithItsRoot() {
        var result = verifyLog();

        assertEquals(0, result.status);
        assertTrue(result.output.startsWith("whole: 5 entries, "), result.output);
    }

    @Test
    void missingKeyIsNoted() {
        var result = runCommand(log.toString());

        assertEquals(0, result.status);
        assertTrue(result.output.startsWith("note: no key is given"), result.output);
    }

    @Test
    void entriesOfAPracticeAreCounted() {
        assertTrue(verifyLog("--practice", "les-lilas").output.contains("practice les-lilas: 4 entries"));
        assertTrue(verifyLog("--practice", "unknown").output.contains("practice unknown: 0 entries"));
    }

    @Test
    void inclusionOfAnEntryIsProven() {
        var result = verifyLog("--inclusion", "3");

        assertEquals(0, result.status);
        assertTrue(
                result.output.contains("inclusion of 3 in 5, leaf ") && result.output.contains(": proven by "),
                result.output);
    }

    @Test
    void missingEntryHasNoProof() {
        var result = verifyLog("--inclusion", "5");

        assertEquals(2, result.status);
        assertTrue(result.output.contains("not verified: "), result.output);
    }

    @Test
    void consistencyIsProven() {
        var result = verifyLog("--consistency", "2", "5");

        assertEquals(0, result.status);
        assertTrue(result.output.contains("consistency of 2 with 5: proven by "), result.output);
        assertEquals(2, verifyLog("--consistency", "2", "6").status);
    }

    @Test
    void heldCheckpointMustAgree() throws IOException {
        Path known = Files.writeString(key.resolveSibling("known"), lastCheckpoint());

        assertEquals(0, verifyLog("--known", known.toString()).status);

        Files.writeString(known, lastCheckpoint().replace("\n5\n", "\n6\n"));
        assertEquals(2, verifyLog("--known", known.toString()).status, "the key has not signed it");
    }

    @Test
    void truncatedLogIsFoundWithAHeldCheckpoint() throws IOException {
        Path known = Files.writeString(key.resolveSibling("known"), lastCheckpoint());
        String checkpoints = Files.readString(file(LogFiles.CHECKPOINTS));
        Files.writeString(file(LogFiles.CHECKPOINTS), checkpoints.replace(lastCheckpoint(), ""));
        List<String> lines = Files.readAllLines(file(LogFiles.ENTRIES));
        Files.writeString(file(LogFiles.ENTRIES), String.join("\n", lines.subList(0, 5)) + "\n");

        assertEquals(0, verifyLog().status, "without the held checkpoint the log looks intact");
        assertEquals(1, verifyLog("--known", known.toString()).status);
    }

    @Test
    void missingLogIsFoundWithAHeldCheckpoint() throws IOException {
        Path known = Files.writeString(key.resolveSibling("known"), lastCheckpoint());

        var result =
                runCommand(log.resolve("nowhere").toString(), "--key", key.toString(), "--known", known.toString());

        assertEquals(1, result.status);
        assertTrue(result.output.startsWith("bad: the log is missing"), result.output);
    }

    @Test
    void eachHeldCheckpointMustAgree() throws IOException {
        Path known = Files.writeString(key.resolveSibling("known"), lastCheckpoint());
        Path later = key.resolveSibling("later");
        try (var replica = DirectoryReplica.open(log);
                var continued = AuditLog.open(SETTINGS, List.of(replica), AuditTestKey.signer(), new SteppedClock())) {
            var _ = continued.open(entry(LES_LILAS, Action.RECORDING_PLAYED, "rec-3", Map.of()));
        }
        Path segment = log.resolve(LogFiles.name(5, LogFiles.CHECKPOINTS));
        Files.move(segment, later);
        Files.delete(log.resolve(LogFiles.name(5, LogFiles.ENTRIES)));

        assertEquals(0, verifyLog("--known", known.toString()).status);
        assertEquals(1, verifyLog("--known", known.toString(), "--known", later.toString()).status);
    }

    @Test
    void recordingWithoutASealIsNamedUnlessItIsInProgress() throws IOException {
        Path recording = Files.writeString(recordings.resolve("rec-7.prec"), "sealed audio");

        Files.setLastModifiedTime(recording, FileTime.from(NOW.minusSeconds(10)));
        assertEquals(0, verifyLog("--recordings", recordings.toString()).status);
        Files.setLastModifiedTime(recording, FileTime.from(NOW.minusSeconds(120)));

        var result = verifyLog("--recordings", recordings.toString());

        assertEquals(1, result.status);
        assertTrue(result.output.contains("bad: recording rec-7 has no entry of its sealing"), result.output);
    }

    @Test
    void intactRecordingsAreCounted() {
        var result = verifyLog("--recordings", recordings.toString());

        assertEquals(0, result.status);
        assertTrue(result.output.contains("recordings: 2 of 2 sealed ones are present, all unchanged"), result.output);
    }

    @Test
    void swappedRecordingIsNamed() throws IOException {
        Files.copy(
                recordings.resolve("rec-0.sealed"),
                recordings.resolve("rec-1.sealed"),
                StandardCopyOption.REPLACE_EXISTING);

        var result = verifyLog("--recordings", recordings.toString());

        assertEquals(1, result.status);
        assertTrue(result.output.contains("bad: recording rec-1 is not the one that was sealed"), result.output);
    }

    private String writeRecording(int number) throws IOException {
        byte[] bytes = ("sealed " + number).getBytes(StandardCharsets.US_ASCII);
        Files.write(recordings.resolve("rec-" + number + ".sealed"), bytes);
        return HexFormat.of().formatHex(TreeHasher.sha256().digest(bytes));
    }

    private static AuditRequest entry(
            PracticeId practice, Action action, String recording, Map<String, String> details) {
        return new AuditRequest(
                new Principal.Person("dr.okafor", Role.DOCTOR, "cli", Principal.NO_SESSION),
                Optional.of(practice),
                action,
                new AuditObject(AuditObject.Kind.RECORDING, recording),
                Purpose.TREAT,
                new TreeMap<>(details),
                Optional.empty());
    }

    private Path file(String kind) {
        return log.resolve(LogFiles.name(0, kind));
    }

    private String lastCheckpoint() throws IOException {
        return SignedNote.parseAll(Files.readString(file(LogFiles.CHECKPOINTS)))
                .getLast()
                .toString();
    }

    /// Replaces the first occurrence and corrects the checksum of its line.
    private void alterEntry(String from, String to) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file(LogFiles.ENTRIES)));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.contains(from)) {
                byte[] json =
                        line.substring(line.indexOf('{')).replace(from, to).getBytes(StandardCharsets.US_ASCII);
                long durable = Long.parseLong(line.split(" ", 4)[2]);
                lines.set(i, new String(EntryLine.format(durable, json), StandardCharsets.US_ASCII).strip());
                Files.writeString(file(LogFiles.ENTRIES), String.join("\n", lines) + "\n");
                return;
            }
        }
    }

    private record CommandResult(int status, String output) {}

    private CommandResult verifyLog(String... more) {
        List<String> args = new ArrayList<>(List.of(log.toString(), "--key", key.toString()));
        args.addAll(List.of(more));
        return runCommand(args.toArray(String[]::new));
    }

    private static CommandResult runCommand(String... args) {
        var bytes = new ByteArrayOutputStream();
        int status = VerifyCommand.run(List.of(args), new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> NOW);
        return new CommandResult(status, bytes.toString(StandardCharsets.UTF_8));
    }
}
