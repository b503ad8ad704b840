package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.NoteId;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealedNote;
import org.permanence.seal.SealedOutput;
import org.permanence.seal.Sealer;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;

/// `permanence practice-key`: keys of a practice and of its data protection officer.
class PracticeKeyCommandTest {

    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final int SECOND = 8_000;

    @TempDir
    private Path directory;

    @Test
    void existingKeyIsNotOverwritten() {
        createKey("mine");

        assertTrue(run(1, "create", "--key", keyPath("mine")).contains("key files must be new"));
    }

    @Test
    void keyFileIsPrivateAndOnlyThePublicPartIsPrinted() throws IOException {
        String shown = createKey("mine");

        assertTrue(shown.startsWith("perm-x25519:"), shown);
        assertFalse(shown.contains("secret"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("mine"))));
    }

    @Test
    void recordingForThePracticeOnlyOpensWithThePracticeKey() throws IOException {
        Path recording = sealRecordingFor(PracticeRecipient.parse(createKey("mine")));
        createKey("others");
        String wav = directory.resolve("talk.wav").toString();

        String refused = run(1, "play", recording.toString(), "--key", keyPath("others"), "--out", wav);
        assertTrue(refused.contains("recipients: not this key"), refused);
        assertFalse(Files.exists(Path.of(wav)));

        String warned = run(0, "play", recording.toString(), "--key", keyPath("mine"), "--out", wav);
        assertEquals(44 + SECOND * 4, Files.size(Path.of(wav)));
        assertTrue(warned.contains("warning: " + wav + " is not encrypted"), warned);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(wav))));
    }

    @Test
    void noteIsPrintedForItsKeyOnly() throws IOException {
        Path note = directory.resolve("note.json");
        var header = new SealedNote.Header(
                NoteId.next(InstantSource.system()), LES_LILAS, new CallId("1763458200.42"), Instant.EPOCH);
        var mine = List.of(PracticeRecipient.parse(createKey("mine")));
        Files.write(
                note,
                SealedNote.seal(header, new PersonalText("Fièvre.\nRappeler."), mine)
                        .canonical());
        createKey("others");

        assertEquals("Fièvre.\nRappeler.\n", run(0, "note", note.toString(), "--key", keyPath("mine")));
        assertTrue(run(1, "note", note.toString(), "--key", keyPath("others")).contains("recipients: not this key"));
    }

    @Test
    void fileThatIsNoNoteIsRefused() throws IOException {
        Path recording = sealRecordingFor(PracticeRecipient.parse(createKey("mine")));

        String refused = run(1, "note", recording.toString(), "--key", keyPath("mine"));

        assertTrue(refused.contains("note: unreadable"), refused);
    }

    @Test
    void recordingIsPlayedIntoAFileThatEachRecipientOpensWithAge() throws Exception {
        AgeTool.assumeInstalled();
        var first = AgeTool.identity(directory.resolve("first"));
        var second = AgeTool.identity(directory.resolve("second"));
        Path recording = sealRecordingFor(PracticeRecipient.parse(createKey("mine")));
        Path file = directory.resolve("talk.wav.age");

        String output = run(
                0,
                "play",
                recording.toString(),
                "--key",
                keyPath("mine"),
                "--to",
                first.publicKey() + "," + second.publicKey(),
                "--out",
                file.toString());

        assertEquals("wrote " + file + "\n", output);
        for (AgeTool.Identity recipient : List.of(first, second)) {
            assertEquals(44 + SECOND * 4, recipient.decrypt(file).length);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void reasonIsRefusedWithoutAnOfficerKey() {
        var installation = new InstallationOnDisk(directory.resolve("installation"));

        var refused = assertThrows(IllegalArgumentException.class, () -> listRecordingsWithReason(installation));

        assertEquals(
                "reason: no key to seal it with (expected: recording.data-protection-officer-key in the practice file)",
                refused.getMessage());
    }

    @Test
    void reasonIsReadableByTheOfficerOnlyAndNeverStoredInClear() throws IOException {
        var installation = new InstallationOnDisk(directory.resolve("installation"));
        installation.changePractice(
                "  # data-protection-officer-key: perm-x25519:…",
                "  data-protection-officer-key: " + createKey("officers"));
        createKey("others");

        listRecordingsWithReason(installation);

        String log = installation.path("state/audit").toString();
        String output = run(0, "reasons", log, "--key", keyPath("officers"));
        assertTrue(output.contains("dr.okafor RECORDING_LISTED: a complaint of " + Fixtures.SURNAME), output);
        assertTrue(run(0, "reasons", log, "--key", keyPath("others")).contains("encrypted for another key"));
        try (var files = Files.walk(installation.path("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(Fixtures.SURNAME),
                        file::toString);
            }
        }
    }

    private void listRecordingsWithReason(InstallationOnDisk installation) {
        try (var records = RecordsOnDisk.open(installation.settings())) {
            var reason = records.sealReason(new PersonalText("a complaint of " + Fixtures.SURNAME));
            var accessRequest = new AccessRequest(
                    new Principal.Person("dr.okafor", Role.DOCTOR, "cli", Principal.NO_SESSION),
                    Purpose.HCOMPL,
                    reason);
            records.recordingAccess().list(accessRequest, LES_LILAS, Instant.EPOCH, Instant.now(), 10);
        }
    }

    private Path sealRecordingFor(PracticeRecipient practice) throws IOException {
        FileRootKey.create(directory.resolve("root"));
        var keys = new KeyChain(
                new FolderKeyStore(directory.resolve("keys")), FileRootKey.read(directory.resolve("root")));
        Path file = directory.resolve("talk.perm");
        var plan = new Sealer.Plan(
                RecordingId.next(InstantSource.system()),
                LES_LILAS,
                new CallId("call"),
                Instant.parse("2026-11-22T09:30:00Z"),
                YearMonth.of(2027, 5),
                new DecryptionPolicy.PracticeOnly(List.of(practice)),
                false);
        try (var writer = new Sealer(keys)
                .begin(
                        plan,
                        SealedOutput.of(
                                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))
                .writer()) {
            writer.append(ByteBuffer.allocate(SECOND * 4));
            writer.seal();
        }
        return file;
    }

    /// Creates a key and returns its public part.
    private String createKey(String name) {
        return run(0, "create", "--key", keyPath(name)).strip();
    }

    private String keyPath(String name) {
        return directory.resolve(name).toString();
    }

    private static String run(int exitCode, String... arguments) {
        var fullArguments = new ArrayList<>(List.of("practice-key"));
        fullArguments.addAll(List.of(arguments));
        var result = CommandResult.run(fullArguments.toArray(String[]::new));
        assertEquals(exitCode, result.exitCode(), result::output);
        return result.output();
    }
}
