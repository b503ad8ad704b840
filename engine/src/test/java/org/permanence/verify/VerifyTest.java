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
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
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
import org.permanence.audit.Action;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditBenchKey;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.DirectoryDisk;
import org.permanence.audit.Purpose;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;

/// What whoever checks a log reads, and the status scripts see: 0 whole, 1 not whole, 2 not looked at.
class VerifyTest {

    /// Of a machine that may be busy.
    private static final AuditSettings PATIENT = new AuditSettings(
            "house.example/log", Duration.ofSeconds(20), 1_000, 1_000, 1 << 20, Duration.ofMillis(500));

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId OTHER = new PracticeId("port-royal");

    private Path log;
    private Path key;
    private Path recordings;

    @BeforeEach
    void fiveEntriesAndTwoRecordings(@TempDir Path work) throws IOException {
        log = work.resolve("log");
        key = work.resolve("log.key");
        recordings = Files.createDirectory(work.resolve("recordings"));
        CheckpointSigner signer = AuditBenchKey.signer();
        Files.writeString(key, signer.key() + "\n");
        try (var disk = DirectoryDisk.open(log);
                var written = AuditLog.open(PATIENT, List.of(disk), signer, new SteppedClock())) {
            for (int i = 0; i < 2; i++) {
                written.checkpoint();
                var _ = written.open(entry(LILAS, Action.RECORDING_PLAYED, "rec-" + i, Map.of()));
                var _ = written.open(entry(LILAS, Action.RECORDING_SEALED, "rec-" + i, Map.of("sha256", seal(i))));
            }
            var _ = written.open(entry(OTHER, Action.RECORDING_PLAYED, "rec-9", Map.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--key KEY", "LOG --nonsense", "LOG --key", "LOG --inclusion many", "LOG --consistency 1"})
    void whatIsNotUnderstoodIsToldWithTheRightWords(String words) {
        var said = says(words.isEmpty() ? new String[0] : words.split(" "));

        assertEquals(2, said.status);
        assertTrue(said.text.startsWith("usage: permanence-verify LOG-DIRECTORY"), said.text);
    }

    @Test
    void aLogThatIsNotThereCannotBeLookedAt() {
        var said = says(log.resolve("nowhere").toString());

        assertEquals(2, said.status);
        assertTrue(said.text.contains("not verified: "), said.text);
    }

    @Test
    void aKeyThatIsNoneCannotBeCheckedWith() throws IOException {
        Files.writeString(key, "no key at all");

        assertEquals(2, ofTheLog().status);
    }

    @Test
    void aChangedEntryIsToldByItsNumber() throws IOException {
        change("rec-1", "rec-7");

        var said = ofTheLog();

        assertEquals(1, said.status);
        assertTrue(said.text.startsWith("bad: entry 2: "), said.text);
    }

    @Test
    void anotherHousesKeyDidNotSignIt() throws IOException, GeneralSecurityException {
        var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        Files.writeString(
                key, NoteKey.of(AuditBenchKey.signer().key().name(), other).toString());

        var said = ofTheLog();

        assertEquals(1, said.status);
        assertTrue(said.text.contains("not signed by the key"), said.text);
    }

    @Test
    void aWholeLogIsToldWithItsRoot() {
        var said = ofTheLog();

        assertEquals(0, said.status);
        assertTrue(said.text.startsWith("whole: 5 entries, "), said.text);
    }

    @Test
    void withoutAKeyThereIsANoteThatNoSignatureWasChecked() {
        var said = says(log.toString());

        assertEquals(0, said.status);
        assertTrue(said.text.startsWith("note: no key is given"), said.text);
    }

    @Test
    void aPracticeIsToldHowManyEntriesItHas() {
        assertTrue(ofTheLog("--practice", "les-lilas").text.contains("practice les-lilas: 4 entries"));
        assertTrue(ofTheLog("--practice", "nobody").text.contains("practice nobody: 0 entries"));
    }

    @Test
    void thatAnEntryIsInTheLogIsProven() {
        var said = ofTheLog("--inclusion", "3");

        assertEquals(0, said.status);
        assertTrue(said.text.contains("inclusion of 3 in 5, leaf ") && said.text.contains(": proven by "), said.text);
    }

    @Test
    void anEntryThatIsNotThereHasNoProof() {
        var said = ofTheLog("--inclusion", "5");

        assertEquals(2, said.status);
        assertTrue(said.text.contains("not verified: "), said.text);
    }

    @Test
    void thatTheLogHasOnlyGrownIsProven() {
        var said = ofTheLog("--consistency", "2", "5");

        assertEquals(0, said.status);
        assertTrue(said.text.contains("consistency of 2 with 5: proven by "), said.text);
        assertEquals(2, ofTheLog("--consistency", "2", "6").status);
    }

    @Test
    void aCheckpointKeptElsewhereMustAgree() throws IOException {
        Path known = Files.writeString(key.resolveSibling("known"), lastCheckpoint());

        assertEquals(0, ofTheLog("--known", known.toString()).status);

        Files.writeString(known, lastCheckpoint().replace("\n5\n", "\n6\n"));
        assertEquals(2, ofTheLog("--known", known.toString()).status, "nobody signed that");
    }

    @Test
    void aLogOfWhichTheEndWasTakenIsFoundByWhoKeptACheckpoint() throws IOException {
        Path known = Files.writeString(key.resolveSibling("known"), lastCheckpoint());
        String checkpoints = Files.readString(file(LogFiles.CHECKPOINTS));
        Files.writeString(file(LogFiles.CHECKPOINTS), checkpoints.replace(lastCheckpoint(), ""));
        List<String> lines = Files.readAllLines(file(LogFiles.ENTRIES));
        Files.writeString(file(LogFiles.ENTRIES), String.join("\n", lines.subList(0, 5)) + "\n");

        assertEquals(0, ofTheLog().status, "by itself it looks whole");
        assertEquals(1, ofTheLog("--known", known.toString()).status);
    }

    @Test
    void recordingsAsTheyWereSealedAreCounted() {
        var said = ofTheLog("--recordings", recordings.toString());

        assertEquals(0, said.status);
        assertTrue(said.text.contains("recordings: 2 of 2 sealed ones are there, each as it was sealed"), said.text);
    }

    @Test
    void aSwappedRecordingIsNamed() throws IOException {
        Files.copy(
                recordings.resolve("rec-0.sealed"),
                recordings.resolve("rec-1.sealed"),
                StandardCopyOption.REPLACE_EXISTING);

        var said = ofTheLog("--recordings", recordings.toString());

        assertEquals(1, said.status);
        assertTrue(said.text.contains("bad: recording rec-1 is not the one that was sealed"), said.text);
    }

    private String seal(int number) throws IOException {
        byte[] bytes = ("sealed " + number).getBytes(StandardCharsets.US_ASCII);
        Files.write(recordings.resolve("rec-" + number + ".sealed"), bytes);
        return HexFormat.of().formatHex(TreeHasher.sha256().digest(bytes));
    }

    private static AuditRequest entry(
            PracticeId practice, Action action, String recording, Map<String, String> details) {
        return new AuditRequest(
                new Actor("dr.okafor", Actor.Role.DOCTOR, "cli"),
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
        return SignedNote.all(Files.readString(file(LogFiles.CHECKPOINTS)))
                .getLast()
                .toString();
    }

    /// With a checksum that fits, in the first line that has it.
    private void change(String from, String to) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file(LogFiles.ENTRIES)));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.contains(from)) {
                byte[] json =
                        line.substring(line.indexOf('{')).replace(from, to).getBytes(StandardCharsets.US_ASCII);
                long durable = Long.parseLong(line.split(" ", 4)[2]);
                lines.set(i, new String(Frame.line(durable, json), StandardCharsets.US_ASCII).strip());
                Files.writeString(file(LogFiles.ENTRIES), String.join("\n", lines) + "\n");
                return;
            }
        }
    }

    private record Said(int status, String text) {}

    private Said ofTheLog(String... more) {
        List<String> words = new ArrayList<>(List.of(log.toString(), "--key", key.toString()));
        words.addAll(List.of(more));
        return says(words.toArray(String[]::new));
    }

    private static Said says(String... words) {
        var bytes = new ByteArrayOutputStream();
        int status = Verify.run(List.of(words), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return new Said(status, bytes.toString(StandardCharsets.UTF_8));
    }
}
