package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.Given.FIRST;
import static org.permanence.seal.Given.SECOND;
import static org.permanence.seal.Given.assertRefused;
import static org.permanence.seal.Given.plan;
import static org.permanence.seal.Given.sound;

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
    void aPracticeOpensItsRecordingsWithoutAnyKeyOfThePlatform() {
        var doctor = PracticeKey.generate();
        var secretary = PracticeKey.generate();
        var both = List.of(doctor.recipient(), secretary.recipient());
        for (Readers readers : List.of(new Readers.Shared(both), new Readers.PracticeOnly(both))) {
            byte[] file = sealed(FIRST, readers);
            for (PracticeKey mine : List.of(doctor, PracticeKey.parse(secretary.secret()))) {
                try (var key = mine.open(SealReader.headerOf(new InMemory.File(file)))) {
                    assertArrayEquals(sound(2_000), Given.opened(file, key));
                }
            }
        }
    }

    @Test
    void thePlatformKeepsNoKeyOfWhatThePracticeAloneMayRead() {
        var mine = List.of(PracticeKey.generate().recipient());
        var sealer = new Sealer(keys());
        assertTrue(sealer.begin(plan(FIRST, new Readers.PracticeOnly(mine)), new InMemory.Written())
                .wrapped()
                .isEmpty());
        assertTrue(sealer.begin(plan(FIRST, new Readers.Shared(mine)), new InMemory.Written())
                .wrapped()
                .isPresent());
    }

    @Test
    void whoIsNoRecipientIsToldSo() {
        byte[] file =
                sealed(FIRST, new Readers.Shared(List.of(PracticeKey.generate().recipient())));
        var header = SealReader.headerOf(new InMemory.File(file));
        assertRefused(Refusal.NOT_A_RECIPIENT, () -> PracticeKey.generate().open(header));
    }

    @Test
    void aRecipientsWrapDoesNotOpenInTheHeaderOfAnotherRecording() {
        var mine = PracticeKey.generate();
        var from = SealReader.headerOf(new InMemory.File(sealed(FIRST, new Readers.Shared(List.of(mine.recipient())))));
        var forged = new RecordingHeader(
                SECOND, from.practice(), from.call(), from.started(), from.truncated(), from.recipients());
        assertRefused(Refusal.WRAP_REFUSED, () -> mine.open(forged));
    }

    @Test
    void aPublicKeyIsReadAsItWasWrittenAndInNoOtherForm() {
        var key = PracticeKey.generate().recipient();
        String written = key.toString();
        assertEquals(key, PracticeRecipient.parse(written));
        assertEquals(key.hashCode(), PracticeRecipient.parse(written).hashCode());
        assertNotEquals(key, PracticeKey.generate().recipient());
        String pointOfSmallOrder = "perm-x25519:" + "A".repeat(43);
        for (String bad : List.of("", "perm-x25519:", written + "A", written.substring(1), pointOfSmallOrder)) {
            assertRefused(Refusal.KEY_UNREADABLE, () -> PracticeRecipient.parse(bad));
        }
        assertRefused(Refusal.KEY_UNREADABLE, () -> PracticeKey.parse(written));
    }

    @Test
    void aModeWithThePracticeNeedsAKeyOfThePractice() {
        assertThrows(IllegalArgumentException.class, () -> new Readers.Shared(List.of()));
        var tooMany = Collections.nCopies(17, PracticeKey.generate().recipient());
        assertThrows(IllegalArgumentException.class, () -> new Readers.PracticeOnly(tooMany));
    }

    @Test
    void aReasonIsReadByTheOfficerAlone() {
        var officer = PracticeKey.generate();
        var reason = new PersonalText("Plainte de Mme Canari, courrier du 3");
        var closed = new ReasonSealer(officer.recipient()).seal(reason);
        assertEquals(reason, officer.open(closed));
        assertRefused(Refusal.WRAP_REFUSED, () -> PracticeKey.generate().open(closed));
    }

    @Test
    void aReasonHasALimit() {
        var sealer = new ReasonSealer(PracticeKey.generate().recipient());
        sealer.seal(new PersonalText("é".repeat(1_000)));
        var tooLong = new PersonalText("é".repeat(1_001));
        assertThrows(IllegalArgumentException.class, () -> sealer.seal(tooLong));
    }

    private byte[] sealed(RecordingId recording, Readers readers) {
        var file = new InMemory.Written();
        var writer = new Sealer(keys()).begin(plan(recording, readers), file).writer();
        writer.append(ByteBuffer.wrap(sound(2_000)));
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
