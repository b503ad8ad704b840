package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.recording.Studio.DOCTOR;
import static org.permanence.recording.Studio.LES_LILAS;
import static org.permanence.recording.Studio.MAY;
import static org.permanence.testing.Fixtures.CALLER;

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
import org.permanence.seal.Refusal;
import org.permanence.seal.SealException;
import org.permanence.testing.InMemoryRecordingStorage.Fault;
import org.permanence.testing.SamplePractices;

class ErasureTest {

    private static final PhoneNumber OTHER = PhoneNumber.parse("+33199000743");

    @TempDir
    Path folder;

    private Studio studio;
    private Erasure erasure;
    private RecordingId first;
    private RecordingId second;
    private RecordingId others;

    @BeforeEach
    void aHouseThatHasRecordedTwoPatients() {
        studio = new Studio(folder);
        erasure = new Erasure(studio.kit, studio.keys, studio.clock);
        first = studio.keeps(LES_LILAS, CALLER, 1_000);
        others = studio.keeps(LES_LILAS, OTHER, 2_000);
        second = studio.keeps(LES_LILAS, CALLER, 3_000);
        studio.audit.clear();
    }

    @Test
    void withoutAnEntryNothingIsErased() {
        studio.audit.refuses();

        assertThrows(AuditException.class, this::erase);

        assertEquals(Studio.sound(1_000), studio.heard(studio.row(first)));
        assertEquals(Set.of(first, second, others), studio.storage.files());
    }

    @Test
    void aHeldRecordingStaysAndIsCounted() {
        studio.store.hold(second, true);

        Certificate certificate = erase();

        assertEquals(1, certificate.recordings());
        assertEquals(1, certificate.held());
        assertEquals(RecordingState.ERASED, studio.row(first).state());
        assertEquals(Studio.sound(3_000), studio.heard(studio.row(second)));
    }

    @Test
    void whatIsErasedDoesNotOpenWithYesterdaysBookAndFiles() {
        List<Recording> book = studio.store.rows();
        Map<RecordingId, byte[]> files = new HashMap<>();
        studio.storage.files().forEach(file -> files.put(file, studio.storage.bytes(file)));

        erase();
        files.forEach(studio.storage::put);

        for (RecordingId erased : List.of(first, second)) {
            Recording yesterday = book.stream()
                    .filter(row -> row.id().equals(erased))
                    .findAny()
                    .orElseThrow();
            var refused = assertThrows(SealException.class, () -> studio.heard(yesterday));
            assertEquals(Refusal.KEY_GONE, refused.refusal());
        }
    }

    @Test
    void everyOtherRecordingOpensWithYesterdaysBookTooAndAfterTheNextErasure() {
        Recording yesterday = studio.row(others);

        erase();
        assertEquals(Studio.sound(2_000), studio.heard(yesterday));
        Recording today = studio.row(others);
        studio.keeps(1_000); // The same patient again, in the same month.
        erase();

        assertEquals(Studio.sound(2_000), studio.heard(yesterday));
        assertEquals(Studio.sound(2_000), studio.heard(today));
        assertEquals(Studio.sound(2_000), studio.heard(studio.row(others)));
    }

    @Test
    void everyOtherRecordingOfTheMonthStillOpens() {
        erase();

        assertEquals(Studio.sound(2_000), studio.heard(studio.row(others)));
        assertEquals(List.of(new BucketKeyId(LES_LILAS.id(), MAY.month(), 2)), studio.keys.buckets());
    }

    @Test
    void theSamePatientAtAnotherPracticeIsAnotherMatter() {
        var elsewhere = Studio.keeping(180, SamplePractices.PORT_ROYAL);
        RecordingId there = studio.keeps(elsewhere, CALLER, 500);

        erase();

        assertEquals(Studio.sound(500), studio.heard(studio.row(there)));
    }

    @Test
    void nothingIsLeftOfFilesAndKeys() {
        erase();

        assertEquals(Set.of(others), studio.storage.files());
        assertEquals(Optional.empty(), studio.row(first).key());
        assertEquals(RecordingState.ERASED, studio.row(first).state());
    }

    @Test
    void theCertificateSaysWhatWasDoneAndTheEntryNamesNoNumber() {
        Certificate certificate = erase();

        assertEquals(new Certificate(LES_LILAS.id(), studio.clock.instant(), 0, 2, 0, Set.of(MAY)), certificate);
        assertEquals(
                List.of(
                        "open PATIENT_ERASED",
                        "open KEY_DESTROYED",
                        "close KEY_DESTROYED SUCCEEDED",
                        "close PATIENT_ERASED SUCCEEDED"),
                studio.audit.log());
        assertEquals(
                new AuditObject(
                        AuditObject.Kind.PATIENT, studio.kit.pseudonyms().of(LES_LILAS.id(), CALLER)),
                studio.audit.requests().getFirst().object());
    }

    @Test
    void whoIsNotKnownIsErasedToo() {
        var certificate = erasure.erase(DOCTOR, LES_LILAS.id(), PhoneNumber.parse("+33199000744"));

        assertEquals(0, certificate.recordings());
        assertEquals(Set.of(), certificate.keys());
        assertEquals(Set.of(first, second, others), studio.storage.files());
    }

    @Test
    void aDiskThatRefusesIsToldAndTheKeysAreGoneAllTheSame() {
        Recording before = studio.row(first);
        studio.storage.failOn(Fault.REMOVE);

        assertThrows(RecordingException.class, this::erase);

        assertThrows(SealException.class, () -> studio.heard(before));
        assertEquals("close PATIENT_ERASED FAILED", studio.audit.log().getLast());
        studio.storage.recover();
        assertEquals(2, erase().recordings());
        assertEquals(Set.of(others), studio.storage.files());
    }

    /// The others' keys are the first change, then come the rows of the two that go.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void cutAtAnyChangeOfTheBookItGoesOnWhenItIsAskedForAgain(int changes) {
        Recording yesterday = studio.row(first);
        byte[] file = studio.storage.bytes(first);

        studio.store.becomeUnavailableAfter(changes);
        assertThrows(StoreUnavailableException.class, this::erase);
        studio.store.becomeAvailable();
        assertEquals(Studio.sound(2_000), studio.heard(studio.row(others)));
        erase();

        studio.storage.put(first, file);
        assertThrows(SealException.class, () -> studio.heard(yesterday));
        assertEquals(Studio.sound(2_000), studio.heard(studio.row(others)));
        assertEquals(RecordingState.ERASED, studio.row(first).state());
        assertEquals(RecordingState.ERASED, studio.row(second).state());
    }

    @Test
    void aRecordingThatBeginsMeanwhileIsNotLost() {
        Keeping meanwhile = studio.keeping(LES_LILAS, Optional.of(OTHER));
        meanwhile.append(Studio.sound(4_000));

        erase();
        meanwhile.append(Studio.sound(100));
        meanwhile.seal();

        Recording row = studio.store.rows().getLast();
        assertEquals(RecordingState.SEALED, row.state());
        assertEquals(4_100, row.sealed().orElseThrow().frames());
        assertEquals(Studio.sound(4_000), studio.heard(row).slice(0, 16_000));
    }

    @Test
    void thePatientsOwnRecordingThatIsBeingMadeGoesToo() {
        studio.clock.advance(Duration.ofSeconds(1));
        Keeping meanwhile = studio.begins(4_000);

        assertEquals(3, erase().recordings());
        meanwhile.seal();

        assertEquals(RecordingState.ERASED, studio.store.rows().getLast().state());
        assertEquals(Set.of(others), studio.storage.files());
    }

    @Test
    void whatThePracticeAloneReadsLosesItsFile() {
        studio.readers = Studio.practiceOnly();
        RecordingId theirs = studio.keeps(LES_LILAS, CALLER, 500);

        assertEquals(3, erase().recordings());

        assertEquals(RecordingState.ERASED, studio.row(theirs).state());
        assertEquals(Set.of(others), studio.storage.files());
    }

    private Certificate erase() {
        return erasure.erase(DOCTOR, LES_LILAS.id(), CALLER);
    }
}
