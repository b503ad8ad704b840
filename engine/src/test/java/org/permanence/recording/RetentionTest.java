package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.RecordingFixture.BUCKET;
import static org.permanence.testing.Fixtures.CALLER;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PARIS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.AuditException;
import org.permanence.seal.RecordingId;
import org.permanence.testing.InMemoryRecordingStorage.Fault;

class RetentionTest {

    private static final int FRAMES = 100;

    @TempDir
    Path folder;

    private RecordingFixture fixture;
    private Retention retention;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        retention = new Retention(fixture.services, fixture.keys, fixture.clock, PARIS);
    }

    @Test
    void nothingExpiresWithoutAnAuditEntry() {
        RecordingId old = sealRecording(1);
        advanceDays(2);
        fixture.audit.refuses();

        assertThrows(AuditException.class, retention::expireBatch);

        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row(old)));
    }

    @Test
    void recordingOnLegalHoldIsKept() {
        RecordingId heldRecording = sealRecording(1);
        fixture.store.setHold(RecordingFixture.SCOPE, heldRecording, true);
        advanceDays(365);

        assertEquals(0, retention.expireBatch());

        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row(heldRecording)));
    }

    @Test
    void recordingPutOnLegalHoldDuringTheDeletionIsKept() {
        RecordingId first = sealRecording(1);
        RecordingId second = sealRecording(1);
        advanceDays(2);
        fixture.audit.onClose(() -> fixture.store.setHold(RecordingFixture.SCOPE, second, true));

        assertEquals(1, retention.expireBatch());

        assertEquals(RecordingState.EXPIRED, fixture.row(first).state());
        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row(second)));
        assertTrue(fixture.row(second).held());
    }

    @Test
    void activeRecordingIsKept() {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        advanceDays(365);

        assertEquals(0, retention.expireBatch());

        recordingWriter.seal();
        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row()));
    }

    @Test
    void storageFaultIsAuditedAndReported() {
        RecordingId recording = sealRecording(1);
        advanceDays(2);
        fixture.storage.failOn(Fault.REMOVE);
        fixture.audit.clear();

        assertThrows(RecordingException.class, retention::expireBatch);

        assertEquals(RecordingState.SEALED, fixture.row(recording).state());
        assertEquals(List.of("open RECORDING_EXPIRED", "close RECORDING_EXPIRED FAILED"), fixture.audit.log());
        fixture.storage.recover();
        assertEquals(1, retention.expireBatch());
    }

    @Test
    void eachPracticeHasItsOwnRetentionPeriod() {
        RecordingId shorter = fixture.sealRecording(RecordingFixture.withRetention(1, LES_LILAS), CALLER, FRAMES);
        RecordingId longer = fixture.sealRecording(RecordingFixture.withRetention(30, PORT_ROYAL), CALLER, FRAMES);

        advanceDays(1);
        assertEquals(0, retention.expireBatch(), "its last day has not ended");
        advanceDays(1);
        assertEquals(1, retention.expireBatch());
        assertEquals(RecordingState.EXPIRED, fixture.row(shorter).state());
        assertEquals(RecordingState.SEALED, fixture.row(longer).state());
        advanceDays(29);
        assertEquals(1, retention.expireBatch());
        assertEquals(RecordingState.EXPIRED, fixture.row(longer).state());
    }

    @Test
    void expiryRemovesFileAndKeyAndIsAudited() {
        RecordingId old = sealRecording(1);
        fixture.audit.clear();
        advanceDays(2);

        retention.expireBatch();

        assertEquals(Set.of(), fixture.storage.files());
        assertEquals(true, fixture.row(old).key().isEmpty());
        assertEquals(List.of("open RECORDING_EXPIRED", "close RECORDING_EXPIRED SUCCEEDED"), fixture.audit.log());
    }

    @Test
    void bucketKeyIsKeptWhileARecordingUsesIt() {
        sealRecording(180);
        RecordingId held = sealRecording(180);
        fixture.store.setHold(RecordingFixture.SCOPE, held, true);
        advanceDays(365);

        retention.expireBatch();
        assertEquals(List.of(BUCKET), fixture.keys.buckets());
        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row(held)));

        fixture.store.setHold(RecordingFixture.SCOPE, held, false);
        retention.expireBatch();
        assertEquals(List.of(), fixture.keys.buckets());
    }

    @Test
    void emptyBucketKeyIsDestroyedAfterItsMonth() {
        sealRecording(1);
        advanceDays(2);
        retention.expireBatch();
        assertEquals(1, fixture.keys.buckets().size(), "a new recording may use it until the month ends");

        advanceDays(30);
        fixture.audit.clear();
        retention.expireBatch();

        assertEquals(List.of(), fixture.keys.buckets());
        assertEquals(List.of("open KEY_DESTROYED", "close KEY_DESTROYED SUCCEEDED"), fixture.audit.log());
    }

    @Test
    void batchExpiresAtMostTwoHundredRecordings() {
        for (int i = 0; i < 201; i++) {
            sealRecording(1);
        }
        advanceDays(2);

        assertEquals(200, retention.expireBatch());
        assertEquals(1, retention.expireBatch());
        assertEquals(0, retention.expireBatch());
        assertEquals(Set.of(), fixture.storage.files());
    }

    private RecordingId sealRecording(int days) {
        return fixture.sealRecording(RecordingFixture.withRetention(days, LES_LILAS), CALLER, FRAMES);
    }

    private void advanceDays(int days) {
        fixture.clock.advance(Duration.ofDays(days));
    }
}
