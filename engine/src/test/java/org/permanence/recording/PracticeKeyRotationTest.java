package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.recording.RecordingFixture.DOCTOR;
import static org.permanence.recording.RecordingFixture.LES_LILAS;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditObject;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.RecordingId;

class PracticeKeyRotationTest {

    @TempDir
    Path folder;

    private RecordingFixture fixture;
    private AuditedKeys auditedKeys;
    private RecordingId recording;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        auditedKeys = new AuditedKeys(fixture.audit, fixture.keys);
        recording = fixture.sealRecording(1_000);
        fixture.audit.clear();
    }

    @Test
    void keyIsKeptWithoutAnAuditEntry() {
        fixture.audit.refuses();

        assertThrows(AuditException.class, () -> auditedKeys.rotate(DOCTOR, LES_LILAS.id()));

        assertEquals(List.of("practice/les-lilas/1"), practiceKeys());
    }

    @Test
    void rotationIsAuditedAndRecordingsStillOpen() {
        auditedKeys.rotate(DOCTOR, LES_LILAS.id());

        assertEquals(List.of("practice/les-lilas/2"), practiceKeys(), "the old key is destroyed");
        assertEquals(List.of("open KEY_ROTATED", "close KEY_ROTATED SUCCEEDED"), fixture.audit.log());
        var request = fixture.audit.requests().getFirst();
        assertEquals(DOCTOR.principal(), request.actor());
        assertEquals(Optional.of(LES_LILAS.id()), request.practice());
        assertEquals(new AuditObject(AuditObject.Kind.KEY, "practice/les-lilas"), request.object());
        assertEquals(RecordingFixture.audio(1_000), fixture.audioOf(fixture.row(recording)));
        assertEquals(RecordingFixture.audio(500), fixture.audioOf(fixture.row(fixture.sealRecording(500))));
    }

    private List<String> practiceKeys() {
        return new FolderKeyStore(folder.resolve("keys")).names("practice");
    }
}
