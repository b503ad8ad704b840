package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.RecordingFixture.BUCKET;
import static org.permanence.recording.RecordingFixture.DOCTOR;
import static org.permanence.recording.RecordingFixture.LES_LILAS;
import static org.permanence.testing.Fixtures.CALLER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditObject;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Erasure.Certificate;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealException;
import org.permanence.seal.SealFailure;
import org.permanence.testing.InMemoryRecordingStorage.Fault;
import org.permanence.testing.SamplePractices;

class ErasureTest {

    private static final PhoneNumber OTHER_PATIENT = PhoneNumber.parse("+33199000743");

    @TempDir
    Path folder;

    private RecordingFixture fixture;
    private Erasure erasure;
    private RecordingId first;
    private RecordingId second;
    private RecordingId otherPatients;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        erasure = new Erasure(fixture.services, fixture.keys, fixture.clock);
        first = fixture.sealRecording(LES_LILAS, CALLER, 1_000);
        otherPatients = fixture.sealRecording(LES_LILAS, OTHER_PATIENT, 2_000);
        second = fixture.sealRecording(LES_LILAS, CALLER, 3_000);
        fixture.audit.clear();
    }

    @Test
    void nothingIsErasedWithoutAnAuditEntry() {
        fixture.audit.refuses();

        assertThrows(AuditException.class, this::erase);

        assertEquals(RecordingFixture.audio(1_000), fixture.audioOf(fixture.row(first)));
        assertEquals(Set.of(first, second, otherPatients), fixture.storage.files());
    }

    @Test
    void recordingOnLegalHoldIsKeptAndCounted() {
        fixture.store.setHold(RecordingFixture.SCOPE, second, true);

        Certificate certificate = erase();

        assertEquals(1, certificate.recordings());
        assertEquals(1, certificate.held());
        assertEquals(RecordingState.ERASED, fixture.row(first).state());
        assertEquals(RecordingFixture.audio(3_000), fixture.audioOf(fixture.row(second)));
    }

    @Test
    void erasedRecordingDoesNotOpenFromABackup() {
        List<Recording> rows = fixture.store.rows();
        Map<RecordingId, byte[]> files = new HashMap<>();
        fixture.storage.files().forEach(file -> files.put(file, fixture.storage.bytes(file)));

        erase();
        files.forEach(fixture.storage::put);

        for (RecordingId erased : List.of(first, second)) {
            Recording yesterday = rows.stream()
                    .filter(row -> row.id().equals(erased))
                    .findAny()
                    .orElseThrow();
            var refused = assertThrows(SealException.class, () -> fixture.audioOf(yesterday));
            assertEquals(SealFailure.KEY_GONE, refused.failure());
        }
    }

    @Test
    void keyFileRecoveredFromTheDiskDoesNotOpenAnErasedRecording() throws IOException {
        Path keyFile = folder.resolve("keys/bucket").resolve(BUCKET.toString());
        byte[] deleted = Files.readAllBytes(keyFile);
        Recording yesterday = fixture.row(first);
        byte[] sealed = fixture.storage.bytes(first);

        erase();
        Files.write(keyFile, deleted);
        fixture.storage.put(first, sealed);

        var refused = assertThrows(SealException.class, () -> fixture.audioOf(yesterday));
        assertEquals(SealFailure.KEY_GONE, refused.failure());
        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(fixture.row(otherPatients)));
    }

    @Test
    void otherRecordingsOpenFromABackupAfterAnotherErasure() {
        Recording yesterday = fixture.row(otherPatients);

        erase();
        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(yesterday));
        Recording today = fixture.row(otherPatients);
        fixture.sealRecording(1_000); // The same patient, in the same month.
        erase();

        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(yesterday));
        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(today));
        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(fixture.row(otherPatients)));
    }

    @Test
    void otherRecordingsOfTheMonthStillOpen() {
        erase();

        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(fixture.row(otherPatients)));
        assertEquals(List.of(new BucketKeyId(LES_LILAS.id(), BUCKET.month(), 2)), fixture.keys.buckets());
    }

    @Test
    void recordingsAtAnotherPracticeAreKept() {
        var otherPractice = RecordingFixture.withRetention(180, SamplePractices.PORT_ROYAL);
        RecordingId recording = fixture.sealRecording(otherPractice, CALLER, 500);

        erase();

        assertEquals(RecordingFixture.audio(500), fixture.audioOf(fixture.row(recording)));
    }

    @Test
    void filesAndKeysAreRemoved() {
        erase();

        assertEquals(Set.of(otherPatients), fixture.storage.files());
        assertEquals(Optional.empty(), fixture.row(first).key());
        assertEquals(RecordingState.ERASED, fixture.row(first).state());
    }

    @Test
    void certificateListsTheErasureAndTheAuditEntryHasNoNumber() {
        Certificate certificate = erase();

        assertEquals(new Certificate(LES_LILAS.id(), fixture.clock.instant(), 0, 2, 0, Set.of(BUCKET)), certificate);
        assertEquals(
                List.of(
                        "open PATIENT_ERASED",
                        "open KEY_DESTROYED",
                        "close KEY_DESTROYED SUCCEEDED",
                        "open KEY_ROTATED",
                        "close KEY_ROTATED SUCCEEDED",
                        "close PATIENT_ERASED SUCCEEDED"),
                fixture.audit.log());
        assertEquals(
                new AuditObject(
                        AuditObject.Kind.PATIENT, fixture.services.pseudonyms().of(LES_LILAS.id(), CALLER)),
                fixture.audit.requests().getFirst().object());
    }

    @Test
    void unknownNumberIsErasedWithoutEffect() {
        var certificate = erasure.erase(DOCTOR, LES_LILAS.id(), PhoneNumber.parse("+33199000744"));

        assertEquals(0, certificate.recordings());
        assertEquals(Set.of(), certificate.keys());
        assertEquals(Set.of(first, second, otherPatients), fixture.storage.files());
    }

    @Test
    void keysAreDestroyedEvenWhenTheStorageFails() {
        Recording before = fixture.row(first);
        fixture.storage.failOn(Fault.REMOVE);

        assertThrows(RecordingException.class, this::erase);

        assertThrows(SealException.class, () -> fixture.audioOf(before));
        assertEquals("close PATIENT_ERASED FAILED", fixture.audit.log().getLast());
        fixture.storage.recover();
        assertEquals(2, erase().recordings());
        assertEquals(Set.of(otherPatients), fixture.storage.files());
    }

    /// The first change moves the keys of the other recordings. Then come the rows of the two erased ones.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void interruptedErasureIsCompletedWhenRepeated(int changes) {
        Recording yesterday = fixture.row(first);
        byte[] file = fixture.storage.bytes(first);

        fixture.store.becomeUnavailableAfter(changes);
        assertThrows(StoreUnavailableException.class, this::erase);
        fixture.store.becomeAvailable();
        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(fixture.row(otherPatients)));
        erase();

        fixture.storage.put(first, file);
        assertThrows(SealException.class, () -> fixture.audioOf(yesterday));
        assertEquals(RecordingFixture.audio(2_000), fixture.audioOf(fixture.row(otherPatients)));
        assertEquals(RecordingState.ERASED, fixture.row(first).state());
        assertEquals(RecordingState.ERASED, fixture.row(second).state());
    }

    @Test
    void recordingStartedDuringAnErasureIsKept() {
        SealedRecordingWriter concurrent = fixture.newWriter(LES_LILAS, Optional.of(OTHER_PATIENT));
        concurrent.append(RecordingFixture.audio(4_000));

        erase();
        concurrent.append(RecordingFixture.audio(100));
        concurrent.seal();

        Recording row = fixture.store.rows().getLast();
        assertEquals(RecordingState.SEALED, row.state());
        assertEquals(4_100, row.sealed().orElseThrow().frames());
        assertEquals(RecordingFixture.audio(4_000), fixture.audioOf(row).slice(0, 16_000));
    }

    @Test
    void activeRecordingOfThePatientIsErased() {
        fixture.clock.advance(Duration.ofSeconds(1));
        SealedRecordingWriter concurrent = fixture.startRecording(4_000);

        assertEquals(3, erase().recordings());
        concurrent.seal();

        assertEquals(RecordingState.ERASED, fixture.store.rows().getLast().state());
        assertEquals(Set.of(otherPatients), fixture.storage.files());
    }

    @Test
    void noRowNamesAnErasedPatientByPseudonym() {
        String patient = fixture.row(first).caller().orElseThrow();
        fixture.store.save(fixture.row(second).withContentRemoved(RecordingState.EXPIRED));

        assertEquals(1, erase().recordings());

        assertEquals(List.of(), fixture.store.find(LES_LILAS.id(), patient));
        assertEquals(RecordingState.EXPIRED, fixture.row(second).state());
        assertTrue(fixture.row(otherPatients).caller().isPresent());
    }

    @Test
    void practiceOnlyRecordingLosesItsFile() {
        fixture.decryptionPolicy = RecordingFixture.practiceOnly();
        RecordingId recording = fixture.sealRecording(LES_LILAS, CALLER, 500);

        assertEquals(3, erase().recordings());

        assertEquals(RecordingState.ERASED, fixture.row(recording).state());
        assertEquals(Set.of(otherPatients), fixture.storage.files());
    }

    private Certificate erase() {
        return erasure.erase(DOCTOR, LES_LILAS.id(), CALLER);
    }
}
