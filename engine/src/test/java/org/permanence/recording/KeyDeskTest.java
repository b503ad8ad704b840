package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.recording.Studio.DOCTOR;
import static org.permanence.recording.Studio.LES_LILAS;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditObject;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.RecordingId;

class KeyDeskTest {

    @TempDir
    Path folder;

    private Studio studio;
    private KeyDesk desk;
    private RecordingId recording;

    @BeforeEach
    void aHouseThatHasRecordedAPatient() {
        studio = new Studio(folder);
        desk = new KeyDesk(studio.audit, studio.keys);
        recording = studio.keeps(1_000);
        studio.audit.clear();
    }

    @Test
    void withoutAnEntryTheKeyStays() {
        studio.audit.refuses();

        assertThrows(AuditException.class, () -> desk.rotate(DOCTOR, LES_LILAS.id()));

        assertEquals(List.of("practice/les-lilas/1"), practiceKeys());
    }

    @Test
    void aNewKeyIsEnteredBeforeAndAfterAndWhatWasSealedOpens() {
        desk.rotate(DOCTOR, LES_LILAS.id());

        assertEquals(List.of("practice/les-lilas/2"), practiceKeys(), "the old one is destroyed");
        assertEquals(List.of("open KEY_ROTATED", "close KEY_ROTATED SUCCEEDED"), studio.audit.log());
        var request = studio.audit.requests().getFirst();
        assertEquals(DOCTOR.actor(), request.actor());
        assertEquals(Optional.of(LES_LILAS.id()), request.practice());
        assertEquals(new AuditObject(AuditObject.Kind.KEY, "practice/les-lilas"), request.object());
        assertEquals(Studio.sound(1_000), studio.heard(studio.row(recording)));
        assertEquals(Studio.sound(500), studio.heard(studio.row(studio.keeps(500))));
    }

    private List<String> practiceKeys() {
        return new FolderKeyStore(folder.resolve("keys")).names("practice");
    }
}
