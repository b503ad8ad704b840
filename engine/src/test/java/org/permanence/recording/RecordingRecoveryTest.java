package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.AuditException;
import org.permanence.seal.FileDigest;
import org.permanence.seal.Gap;
import org.permanence.seal.InMemoryFiles;
import org.permanence.seal.RecordingId;
import org.permanence.testing.InMemoryRecordingStorage.Fault;

class RecordingRecoveryTest {

    private static final int FRAMES = 5_000;

    @TempDir
    Path folder;

    private RecordingFixture fixture;
    private RecordingRecovery recovery;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        recovery =
                new RecordingRecovery(fixture.services, fixture.release, _ -> fixture.decryptionPolicy, fixture.clock);
    }

    @Test
    void nothingIsRecoveredWithoutAnAuditEntry() {
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        byte[] before = fixture.storage.bytes(cut);
        fixture.audit.refuses();

        assertThrows(AuditException.class, this::recover);

        assertEquals(RecordingState.OPEN, fixture.row(cut).state());
        assertArrayEquals(before, fixture.storage.bytes(cut));
    }

    @Test
    void activeRecordingIsNotRecovered() {
        RecordingId made = fixture.truncateRecording(FRAMES, 10_000);
        byte[] before = fixture.storage.bytes(made);

        recovery.recoverInterrupted(made::equals);

        assertEquals(RecordingState.OPEN, fixture.row(made).state());
        assertArrayEquals(before, fixture.storage.bytes(made));
    }

    @Test
    void unrecoverableRecordingDoesNotBlockTheOthers() {
        RecordingId altered = fixture.truncateRecording(FRAMES, 10_000);
        fixture.storage.put(altered, new byte[1_000]);
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        fixture.audit.clear();

        recover();

        assertEquals(RecordingState.OPEN, fixture.row(altered).state());
        assertEquals(RecordingState.RECOVERED, fixture.row(cut).state());
        assertEquals(
                List.of(
                        "open RECORDING_RECOVERED",
                        "close RECORDING_RECOVERED FAILED",
                        "open RECORDING_RECOVERED",
                        "note RECORDING_SEALED",
                        "close RECORDING_RECOVERED SUCCEEDED"),
                fixture.audit.log());
    }

    @Test
    void storageFaultIsRetriedInTheNextRun() {
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        for (Fault fault : List.of(Fault.OPEN, Fault.CREATE, Fault.WRITE, Fault.SYNC)) {
            fixture.storage.failOn(fault);
            recover();
            fixture.storage.recover();
            assertEquals(RecordingState.OPEN, fixture.row(cut).state(), fault.name());
        }

        recover();

        assertEquals(RecordingState.RECOVERED, fixture.row(cut).state());
    }

    @Test
    void missingFileIsLostOnlyAfterADay() {
        RecordingId missing = fixture.truncateRecording(FRAMES, 10_000);
        removeFile(missing);

        recover();
        assertEquals(RecordingState.OPEN, fixture.row(missing).state());

        fixture.clock.advance(Duration.ofDays(1));
        recover();
        assertEquals(RecordingState.LOST, fixture.row(missing).state());
        assertTrue(fixture.row(missing).key().isEmpty());
    }

    @Test
    void fileWithoutAudioIsLost() {
        for (int cut : new int[] {0, 5, 11, 12, 100}) {
            RecordingId recording = fixture.truncateRecording(FRAMES, cut);

            recover();

            assertEquals(RecordingState.LOST, fixture.row(recording).state(), () -> cut + " bytes");
            assertEquals(Set.of(), fixture.storage.files());
        }
    }

    @Test
    void truncatedFileIsRecoveredUpToItsLastCompleteSegment() {
        byte[] file = fixture.storage.bytes(fixture.sealRecording(FRAMES));
        int headerLength = headerLength(file);
        int tried = 0;
        for (int length = headerLength; length < file.length; length += 211) {
            RecordingId cut = fixture.truncateRecording(FRAMES, length);

            recover();

            assertRecovered(cut, framesIn(length - headerLength));
            tried++;
        }
        assertTrue(tried > 90);
    }

    @Test
    void recoveredRecordingIsResealedUnderANewKeyAndMarkedTruncated() {
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        Recording before = fixture.row(cut);

        recover();

        Recording after = fixture.row(cut);
        assertTrue(before.key().isPresent());
        assertTrue(!before.key().equals(after.key()));
        assertEquals(before.caller(), after.caller());
        fixture.open(after, reader -> {
            assertTrue(reader.header().truncated());
            assertEquals(before.started(), reader.header().started());
            assertEquals(List.of(new Gap(reader.frames(), 0, Gap.Reason.ENGINE_GONE)), reader.gaps());
        });
        assertEquals(Set.of(cut), fixture.storage.files());
        assertEquals(
                after.sealed().orElseThrow().sha256(),
                fixture.audit.requests().getLast().details().get("sha256"),
                "the audit log has the digest of the new file");
    }

    @Test
    void completeFileWithoutASavedEndBecomesSealed() throws IOException {
        RecordingId recording = fixture.sealRecording(FRAMES);
        var sealed = fixture.row(recording).sealed();
        byte[] file = fixture.storage.bytes(recording);
        fixture.reopen(recording);

        recover();

        assertEquals(RecordingState.SEALED, fixture.row(recording).state());
        assertEquals(sealed, fixture.row(recording).sealed());
        assertEquals(
                FileDigest.of(new InMemoryFiles.File(file)),
                sealed.orElseThrow().sha256());
        assertArrayEquals(file, fixture.storage.bytes(recording));
    }

    @Test
    void repairIsCommittedInTheNextRunAfterACrash() {
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        fixture.storage.failOn(Fault.REPLACE);
        recover();
        assertEquals(RecordingState.RECOVERED, fixture.row(cut).state());
        assertEquals(10_000, fixture.storage.bytes(cut).length);
        fixture.storage.recover();

        recover();

        assertEquals(List.of(), fixture.storage.pendingRepairs());
        assertRecovered(cut, framesIn(10_000 - headerLength(fixture.storage.bytes(fixture.sealRecording(FRAMES)))));
    }

    @Test
    void recoveryIsRestartedAfterACrashBeforeTheSave() {
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        fixture.store.becomeUnavailableAfter(0);
        assertThrows(RuntimeException.class, this::recover);
        fixture.store.becomeAvailable();

        recover();

        assertEquals(RecordingState.RECOVERED, fixture.row(cut).state());
        assertEquals(List.of(), fixture.storage.pendingRepairs());
    }

    @Test
    void unknownRepairIsRemoved() throws IOException {
        RecordingId whole = fixture.sealRecording(FRAMES);
        try (var repair = fixture.storage.createRepair(whole)) {
            repair.write(ByteBuffer.allocate(10));
        }

        recover();

        assertEquals(List.of(), fixture.storage.pendingRepairs());
        assertEquals(RecordingFixture.audio(FRAMES), fixture.audioOf(fixture.row(whole)));
    }

    @Test
    void practiceOnlyRecordingIsLeftUnchanged() {
        fixture.decryptionPolicy = RecordingFixture.practiceOnly();
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        byte[] before = fixture.storage.bytes(cut);

        recover();

        assertArrayEquals(before, fixture.storage.bytes(cut));
        assertEquals(RecordingState.RECOVERED, fixture.row(cut).state(), "so that retention applies to it");
        assertEquals(10_000, fixture.row(cut).sealed().orElseThrow().bytes());
    }

    @Test
    void finishedRecordingIsNotRecoveredAgain() {
        fixture.sealRecording(FRAMES);
        RecordingId cut = fixture.truncateRecording(FRAMES, 10_000);
        recover();
        Recording after = fixture.row(cut);
        fixture.audit.clear();

        recover();

        assertEquals(after, fixture.row(cut));
        assertEquals(List.of(), fixture.audit.log());
    }

    private void recover() {
        recovery.recoverInterrupted(_ -> false);
    }

    private void removeFile(RecordingId recording) {
        try {
            fixture.storage.remove(recording);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void assertRecovered(RecordingId recording, int frames) {
        Recording row = fixture.row(recording);
        assertEquals(RecordingState.RECOVERED, row.state());
        assertEquals(frames, row.sealed().orElseThrow().frames());
        assertEquals(
                fixture.storage.bytes(recording).length,
                row.sealed().orElseThrow().bytes());
        assertEquals(RecordingFixture.audio(FRAMES).slice(0, frames * 4), fixture.audioOf(row));
    }

    /// The header length follows the magic bytes of the file.
    private static int headerLength(byte[] file) {
        return 8 + 4 + ByteBuffer.wrap(file).getInt(8) + 32;
    }

    /// The frames of audio in ciphertext. A segment has 4,096 bytes, of which 16 are the tag; the first also has 40
    /// of Tink's header.
    private static int framesIn(int ciphertext) {
        int segments = ciphertext / 4_096;
        return segments == 0 ? 0 : (segments * 4_080 - 40) / 4;
    }
}
