package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryRecordingStorage.Fault;
import org.permanence.testing.SamplePractices;

/// Faults of storage, keys and database while a recording is written.
class SealedRecordingWriterTest {

    /// More than one segment of audio, so that the file is written to.
    private static final int FRAMES = 4_000;

    @TempDir
    Path folder;

    private RecordingFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CREATE", "WRITE"})
    void storageFaultAtTheStartLosesTheRecording(Fault fault) {
        fixture.storage.failOn(fault);

        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        recordingWriter.append(RecordingFixture.audio(FRAMES));
        recordingWriter.sync();
        recordingWriter.seal();

        assertLostAndReportedOnce();
        assertEquals(List.of(), fixture.store.rows());
    }

    @Test
    void storeOutageAtTheStartLosesTheRecording() {
        fixture.store.becomeUnavailable();

        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        recordingWriter.append(RecordingFixture.audio(FRAMES));
        recordingWriter.seal();

        assertLostAndReportedOnce();
        fixture.store.becomeAvailable();
        assertEquals(List.of(), fixture.store.rows());
    }

    @Test
    void unreadableKeyLosesTheRecording() throws IOException {
        fixture.sealRecording(FRAMES);
        fixture.audit.clear();
        Path bucket = folder.resolve("keys/bucket/" + RecordingFixture.BUCKET);
        Files.writeString(bucket, "unreadable");

        fixture.startRecording(FRAMES).seal();

        assertEquals(1, fixture.recordingsLost());
        assertEquals(1, fixture.storage.files().size(), "the earlier recording");
        assertEquals(1, fixture.store.rows().size());
        assertEquals(List.of(), fixture.audit.log());
    }

    @Test
    void storageFaultDuringTheRecordingLosesIt() {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        fixture.storage.failOn(Fault.WRITE);

        recordingWriter.append(RecordingFixture.audio(FRAMES));
        recordingWriter.append(RecordingFixture.audio(FRAMES));
        recordingWriter.seal();

        assertLostAndReportedOnce();
    }

    @Test
    void failedSyncLosesTheRecording() {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        fixture.storage.failOn(Fault.SYNC);

        recordingWriter.sync();
        recordingWriter.sync();
        recordingWriter.seal();

        assertLostAndReportedOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"WRITE", "SYNC"})
    void storageFaultAtTheEndLosesTheRecording(Fault fault) {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        fixture.storage.failOn(fault);

        recordingWriter.seal();
        recordingWriter.seal();

        assertLostAndReportedOnce();
    }

    @Test
    void failedRemovalDoesNotAffectTheCall() {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        fixture.storage.failOn(Fault.WRITE);
        fixture.storage.failOn(Fault.REMOVE);

        recordingWriter.seal();

        assertEquals(1, fixture.recordingsLost());
        assertEquals(RecordingState.OPEN, fixture.row().state(), "recovery finds it later");
    }

    @Test
    void storeOutageAtTheEndLosesNothing() {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        fixture.store.becomeUnavailable();
        recordingWriter.seal();
        fixture.store.becomeAvailable();

        assertEquals(0, fixture.recordingsLost());
        assertEquals(RecordingState.OPEN, fixture.row().state(), "recovery finds it later");
        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row()));
    }

    @Test
    void recordingErasedWhileActiveStaysErased() {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        new Erasure(fixture.services, fixture.keys, fixture.clock)
                .erase(RecordingFixture.DOCTOR, RecordingFixture.LES_LILAS.id(), Fixtures.CALLER);

        recordingWriter.append(RecordingFixture.audio(FRAMES));
        recordingWriter.seal();

        assertEquals(RecordingState.ERASED, fixture.row().state());
        assertEquals(Optional.empty(), fixture.row().key());
        assertEquals(Set.of(), fixture.storage.files());
    }

    @Test
    void recordingOpensUnderTheNextKeyAfterItsBucketIsEmptied() {
        SealedRecordingWriter recordingWriter = fixture.startRecording(FRAMES);
        Recording begun = fixture.row();
        var next = fixture.keys.nextBucket(begun.practice(), RecordingFixture.BUCKET.month());
        fixture.store.replaceKeys(
                fixture.keys.rewrap(Map.of(begun.id(), begun.key().orElseThrow()), next));
        fixture.keys.destroy(RecordingFixture.BUCKET);

        recordingWriter.seal();

        assertEquals(next, fixture.row().key().orElseThrow().bucket());
        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row()));
    }

    @Test
    void callerIsStoredAsPseudonym() {
        fixture.startRecording(FRAMES).seal();

        String pseudonym = fixture.services.pseudonyms().of(RecordingFixture.LES_LILAS.id(), Fixtures.CALLER);
        assertEquals(Optional.of(pseudonym), fixture.row().caller());
    }

    @Test
    void anonymousCallerHasNoPseudonym() {
        SealedRecordingWriter recordingWriter = fixture.newWriter(RecordingFixture.LES_LILAS, Optional.empty());
        recordingWriter.append(RecordingFixture.audio(FRAMES));
        recordingWriter.seal();

        assertEquals(Optional.empty(), fixture.row().caller());
    }

    @Test
    void rowIsStoredBeforeTheAudioIsWritten() {
        fixture.startRecording(1);

        assertEquals(RecordingState.OPEN, fixture.row().state());
        assertEquals(RecordingFixture.BUCKET, fixture.row().key().orElseThrow().bucket());
    }

    @Test
    void platformHasNoKeyOfAPracticeOnlyRecording() {
        fixture.decryptionPolicy = RecordingFixture.practiceOnly();
        fixture.sealRecording(RecordingFixture.withRetention(1, SamplePractices.LES_LILAS), Fixtures.CALLER, FRAMES);

        assertEquals(RecordingState.SEALED, fixture.row().state());
        assertEquals(Optional.empty(), fixture.row().key());
        assertEquals(List.of(), fixture.keys.buckets());
    }

    private void assertLostAndReportedOnce() {
        assertEquals(1, fixture.recordingsLost());
        assertEquals(Set.of(), fixture.storage.files());
        assertEquals(List.of(), fixture.audit.log());
    }
}
