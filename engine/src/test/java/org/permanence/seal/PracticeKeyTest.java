package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.SECOND;
import static org.permanence.seal.SealFixture.assertFails;
import static org.permanence.seal.SealFixture.audio;
import static org.permanence.seal.SealFixture.plan;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.privacy.PersonalText;

class PracticeKeyTest {

    @TempDir
    Path folder;

    @Test
    void practiceOpensItsRecordingsWithoutThePlatform() {
        var doctor = PracticeKey.generate();
        var secretary = PracticeKey.generate();
        var both = List.of(doctor.recipient(), secretary.recipient());
        for (DecryptionPolicy decryptionPolicy :
                List.of(new DecryptionPolicy.Shared(both), new DecryptionPolicy.PracticeOnly(both))) {
            byte[] file = seal(FIRST, decryptionPolicy);
            for (PracticeKey mine : List.of(doctor, PracticeKey.parse(secretary.secret()))) {
                try (var key = mine.open(SealReader.headerOf(new InMemoryFiles.File(file)))) {
                    assertArrayEquals(audio(2_000), SealFixture.readAudio(file, key));
                }
            }
        }
    }

    @Test
    void platformKeepsNoKeyOfAPracticeOnlyRecording() {
        var mine = List.of(PracticeKey.generate().recipient());
        var sealer = new Sealer(keys());
        assertTrue(sealer.begin(plan(FIRST, new DecryptionPolicy.PracticeOnly(mine)), new InMemoryFiles.OutputFile())
                .wrapped()
                .isEmpty());
        assertTrue(sealer.begin(plan(FIRST, new DecryptionPolicy.Shared(mine)), new InMemoryFiles.OutputFile())
                .wrapped()
                .isPresent());
    }

    @Test
    void keyThatIsNotARecipientIsRefused() {
        byte[] file = seal(
                FIRST,
                new DecryptionPolicy.Shared(List.of(PracticeKey.generate().recipient())));
        var header = SealReader.headerOf(new InMemoryFiles.File(file));
        assertFails(SealFailure.NOT_A_RECIPIENT, () -> PracticeKey.generate().open(header));
    }

    @Test
    void recipientWrapIsBoundToItsRecording() {
        var mine = PracticeKey.generate();
        var from = SealReader.headerOf(
                new InMemoryFiles.File(seal(FIRST, new DecryptionPolicy.Shared(List.of(mine.recipient())))));
        var forged = new RecordingHeader(
                SECOND, from.practice(), from.call(), from.started(), from.truncated(), from.recipients());
        assertFails(SealFailure.WRAP_REFUSED, () -> mine.open(forged));
    }

    @Test
    void publicKeyHasOneTextForm() {
        var key = PracticeKey.generate().recipient();
        String written = key.toString();
        assertEquals(key, PracticeRecipient.parse(written));
        assertEquals(key.hashCode(), PracticeRecipient.parse(written).hashCode());
        assertNotEquals(key, PracticeKey.generate().recipient());
        String pointOfSmallOrder = "perm-x25519:" + "A".repeat(43);
        for (String bad : List.of("", "perm-x25519:", written + "A", written.substring(1), pointOfSmallOrder)) {
            assertFails(SealFailure.KEY_UNREADABLE, () -> PracticeRecipient.parse(bad));
        }
        assertFails(SealFailure.KEY_UNREADABLE, () -> PracticeKey.parse(written));
    }

    @Test
    void practicePolicyNeedsAPracticeKey() {
        assertThrows(IllegalArgumentException.class, () -> new DecryptionPolicy.Shared(List.of()));
        var tooMany = Collections.nCopies(17, PracticeKey.generate().recipient());
        assertThrows(IllegalArgumentException.class, () -> new DecryptionPolicy.PracticeOnly(tooMany));
    }

    @Test
    void onlyTheOfficerReadsAReason() {
        var officer = PracticeKey.generate();
        var reason = new PersonalText("Plainte de Mme Canari, courrier du 3");
        var closed = new ReasonSealer(officer.recipient()).seal(reason);
        assertEquals(reason, officer.open(closed));
        assertFails(SealFailure.WRAP_REFUSED, () -> PracticeKey.generate().open(closed));
    }

    @Test
    void reasonHasAMaximumLength() {
        var sealer = new ReasonSealer(PracticeKey.generate().recipient());
        sealer.seal(new PersonalText("é".repeat(1_000)));
        var tooLong = new PersonalText("é".repeat(1_001));
        assertThrows(IllegalArgumentException.class, () -> sealer.seal(tooLong));
    }

    private byte[] seal(RecordingId recording, DecryptionPolicy decryptionPolicy) {
        var file = new InMemoryFiles.OutputFile();
        var writer = new Sealer(keys())
                .begin(plan(recording, decryptionPolicy), file)
                .writer();
        writer.append(ByteBuffer.wrap(audio(2_000)));
        writer.seal();
        return file.bytes();
    }

    private KeyChain keys() {
        Path root = folder.resolve("root");
        if (!root.toFile().exists()) {
            FileRootKey.create(root);
        }
        return new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(root));
    }
}
