package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import org.permanence.audit.Actor;
import org.permanence.audit.Purpose;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.recording.Asking;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.Readers;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealer;
import org.permanence.seal.Sink;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;

/// A practice, and its officer, with keys of their own.
class PracticeKeyCommandTest {

    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final int SECOND = 8_000;

    @TempDir
    private Path folder;

    @Test
    void aKeyIsNotMadeOverAnother() {
        create("mine");

        assertTrue(says(1, "create", "--key", key("mine")).contains("key files are new"));
    }

    @Test
    void aKeyIsItsOwnersAloneAndOnlyItsPublicPartIsShown() throws IOException {
        String shown = create("mine");

        assertTrue(shown.startsWith("perm-x25519:"), shown);
        assertFalse(shown.contains("secret"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("mine"))));
    }

    @Test
    void aRecordingForThePracticeAloneIsOpenedByItsKeyAndNoOther() throws IOException {
        Path recording = sealedFor(PracticeRecipient.parse(create("mine")));
        create("others");
        String wav = folder.resolve("talk.wav").toString();

        String refused = says(1, "play", recording.toString(), "--key", key("others"), "--out", wav);
        assertTrue(refused.contains("recipients: not this key"), refused);
        assertFalse(Files.exists(Path.of(wav)));

        says(0, "play", recording.toString(), "--key", key("mine"), "--out", wav);
        assertEquals(44 + SECOND * 4, Files.size(Path.of(wav)));
    }

    @Test
    void aReasonThatNobodyCouldReadIsRefusedBeforeAnythingIsGiven() {
        var installation = new InstallationOnDisk(folder.resolve("house"));

        var refused = assertThrows(IllegalArgumentException.class, () -> looks(installation));

        assertEquals(
                "reason: nobody could read it (expected: recording.officer in the practice's file)",
                refused.getMessage());
    }

    @Test
    void whySomebodyLookedIsReadByTheOfficerAndStandsNowhereInClear() throws IOException {
        var installation = new InstallationOnDisk(folder.resolve("house"));
        installation.changePractice("  # officer: perm-x25519:…", "  officer: " + create("officers"));
        create("others");

        looks(installation);

        String log = installation.path("state/audit").toString();
        String read = says(0, "reasons", log, "--key", key("officers"));
        assertTrue(read.contains("dr.okafor RECORDING_LISTED: a complaint of " + Fixtures.SURNAME), read);
        assertTrue(says(0, "reasons", log, "--key", key("others")).contains("closed for another key"));
        try (var files = Files.walk(installation.path("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(Fixtures.SURNAME),
                        file::toString);
            }
        }
    }

    private void looks(InstallationOnDisk installation) {
        ArchiveOnDisk.in(installation, archive -> {
            var reason = archive.closed(new PersonalText("a complaint of " + Fixtures.SURNAME));
            var asking = new Asking(new Actor("dr.okafor", Actor.Role.DOCTOR, "cli"), Purpose.HCOMPL, reason);
            archive.desk().list(asking, LES_LILAS, Instant.EPOCH, Instant.now(), 10);
        });
    }

    private Path sealedFor(PracticeRecipient practice) throws IOException {
        FileRootKey.create(folder.resolve("root"));
        var keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        Path file = folder.resolve("talk.perm");
        var plan = new Sealer.Plan(
                RecordingId.next(InstantSource.system()),
                LES_LILAS,
                new CallId("call"),
                Instant.parse("2026-11-22T09:30:00Z"),
                YearMonth.of(2027, 5),
                new Readers.PracticeOnly(List.of(practice)),
                false);
        try (var writer = new Sealer(keys)
                .begin(plan, Sink.of(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))
                .writer()) {
            writer.append(ByteBuffer.allocate(SECOND * 4));
            writer.seal();
        }
        return file;
    }

    /// Makes a key, and gives its public part.
    private String create(String name) {
        return says(0, "create", "--key", key(name)).strip();
    }

    private String key(String name) {
        return folder.resolve(name).toString();
    }

    private static String says(int status, String... words) {
        var said = new StringWriter();
        var all = new ArrayList<>(List.of("practice-key"));
        all.addAll(List.of(words));
        int found = Main.commands()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
        assertEquals(status, found, said::toString);
        return said.toString();
    }
}
