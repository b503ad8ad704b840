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
import org.permanence.seal.InMemory;
import org.permanence.seal.RecordingId;
import org.permanence.testing.InMemoryRecordingStorage.Fault;

class RecoveryTest {

    private static final int FRAMES = 5_000;

    @TempDir
    Path folder;

    private Studio studio;
    private Recovery recovery;

    @BeforeEach
    void anEngineThatStarts() {
        studio = new Studio(folder);
        recovery = new Recovery(studio.kit, studio.release, _ -> studio.readers, studio.clock);
    }

    @Test
    void withoutAnEntryNothingIsRecovered() {
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        byte[] before = studio.storage.bytes(cut);
        studio.audit.refuses();

        assertThrows(AuditException.class, this::round);

        assertEquals(RecordingState.OPEN, studio.row(cut).state());
        assertArrayEquals(before, studio.storage.bytes(cut));
    }

    @Test
    void whatThisEngineIsMakingIsLeftAlone() {
        RecordingId made = studio.leavesCut(FRAMES, 10_000);
        byte[] before = studio.storage.bytes(made);

        recovery.round(made::equals);

        assertEquals(RecordingState.OPEN, studio.row(made).state());
        assertArrayEquals(before, studio.storage.bytes(made));
    }

    @Test
    void oneThatCannotBeRecoveredKeepsNoneFromIt() {
        RecordingId altered = studio.leavesCut(FRAMES, 10_000);
        studio.storage.put(altered, new byte[1_000]);
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        studio.audit.clear();

        round();

        assertEquals(RecordingState.OPEN, studio.row(altered).state());
        assertEquals(RecordingState.RECOVERED, studio.row(cut).state());
        assertEquals(
                List.of(
                        "open RECORDING_RECOVERED",
                        "close RECORDING_RECOVERED FAILED",
                        "open RECORDING_RECOVERED",
                        "note RECORDING_SEALED",
                        "close RECORDING_RECOVERED SUCCEEDED"),
                studio.audit.log());
    }

    @Test
    void aDiskThatRefusesLeavesItForTheNextRound() {
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        for (Fault fault : List.of(Fault.OPEN, Fault.CREATE, Fault.WRITE, Fault.SYNC)) {
            studio.storage.failOn(fault);
            round();
            studio.storage.recover();
            assertEquals(RecordingState.OPEN, studio.row(cut).state(), fault.name());
        }

        round();

        assertEquals(RecordingState.RECOVERED, studio.row(cut).state());
    }

    @Test
    void aMissingFileIsLostOnlyAfterADay() {
        RecordingId missing = studio.leavesCut(FRAMES, 10_000);
        removeFile(missing);

        round();
        assertEquals(RecordingState.OPEN, studio.row(missing).state());

        studio.clock.advance(Duration.ofDays(1));
        round();
        assertEquals(RecordingState.LOST, studio.row(missing).state());
        assertTrue(studio.row(missing).key().isEmpty());
    }

    @Test
    void aFileOfWhichAPowerCutLeftNoSoundAtAllIsLost() {
        for (int cut : new int[] {0, 5, 11, 12, 100}) {
            RecordingId recording = studio.leavesCut(FRAMES, cut);

            round();

            assertEquals(RecordingState.LOST, studio.row(recording).state(), () -> cut + " bytes");
            assertEquals(Set.of(), studio.storage.files());
        }
    }

    @Test
    void aFileCutAnywhereComesBackWithEveryWholeSegment() {
        byte[] whole = studio.storage.bytes(studio.keeps(FRAMES));
        int beforeSound = beforeSound(whole);
        int tried = 0;
        for (int length = beforeSound; length < whole.length; length += 211) {
            RecordingId cut = studio.leavesCut(FRAMES, length);

            round();

            assertRecovered(cut, framesIn(length - beforeSound));
            tried++;
        }
        assertTrue(tried > 90);
    }

    @Test
    void itIsSealedAnewUnderAnotherKeyAndSaysSo() {
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        Recording before = studio.row(cut);

        round();

        Recording after = studio.row(cut);
        assertTrue(before.key().isPresent());
        assertTrue(!before.key().equals(after.key()));
        assertEquals(before.caller(), after.caller());
        studio.open(after, reader -> {
            assertTrue(reader.header().truncated());
            assertEquals(before.started(), reader.header().started());
            assertEquals(List.of(new Gap(reader.frames(), 0, Gap.Why.ENGINE_GONE)), reader.gaps());
        });
        assertEquals(Set.of(cut), studio.storage.files());
        assertEquals(
                after.sealed().orElseThrow().sha256(),
                studio.audit.requests().getLast().details().get("sha256"),
                "the log knows the new file");
    }

    @Test
    void aWholeFileWhoseEndWasNotEnteredIsSealed() throws IOException {
        RecordingId recording = studio.keeps(FRAMES);
        var sealed = studio.row(recording).sealed();
        byte[] file = studio.storage.bytes(recording);
        studio.reopens(recording);

        round();

        assertEquals(RecordingState.SEALED, studio.row(recording).state());
        assertEquals(sealed, studio.row(recording).sealed());
        assertEquals(
                FileDigest.of(new InMemory.File(file)), sealed.orElseThrow().sha256());
        assertArrayEquals(file, studio.storage.bytes(recording));
    }

    @Test
    void aCrashBeforeTheFileIsReplacedIsFinishedAtTheNextRound() {
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        studio.storage.failOn(Fault.REPLACE);
        round();
        assertEquals(RecordingState.RECOVERED, studio.row(cut).state());
        assertEquals(10_000, studio.storage.bytes(cut).length);
        studio.storage.recover();

        round();

        assertEquals(List.of(), studio.storage.repairs());
        assertRecovered(cut, framesIn(10_000 - beforeSound(studio.storage.bytes(studio.keeps(FRAMES)))));
    }

    @Test
    void aCrashBeforeTheBookIsWrittenIsBegunAgain() {
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        studio.store.becomeUnavailableAfter(0);
        assertThrows(RuntimeException.class, this::round);
        studio.store.becomeAvailable();

        round();

        assertEquals(RecordingState.RECOVERED, studio.row(cut).state());
        assertEquals(List.of(), studio.storage.repairs());
    }

    @Test
    void aRepairThatNobodyKnowsOfGoes() throws IOException {
        RecordingId whole = studio.keeps(FRAMES);
        try (var repair = studio.storage.repair(whole)) {
            repair.write(ByteBuffer.allocate(10));
        }

        round();

        assertEquals(List.of(), studio.storage.repairs());
        assertEquals(Studio.sound(FRAMES), studio.heard(studio.row(whole)));
    }

    @Test
    void whatThePracticeAloneReadsStaysAsItIs() {
        studio.readers = Studio.practiceOnly();
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        byte[] before = studio.storage.bytes(cut);

        round();

        assertArrayEquals(before, studio.storage.bytes(cut));
        assertEquals(RecordingState.RECOVERED, studio.row(cut).state(), "so that its time ends");
        assertEquals(10_000, studio.row(cut).sealed().orElseThrow().bytes());
    }

    @Test
    void whatHasEndedIsNotLookedAtAgain() {
        studio.keeps(FRAMES);
        RecordingId cut = studio.leavesCut(FRAMES, 10_000);
        round();
        Recording after = studio.row(cut);
        studio.audit.clear();

        round();

        assertEquals(after, studio.row(cut));
        assertEquals(List.of(), studio.audit.log());
    }

    private void round() {
        recovery.round(_ -> false);
    }

    private void removeFile(RecordingId recording) {
        try {
            studio.storage.remove(recording);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void assertRecovered(RecordingId recording, int frames) {
        Recording row = studio.row(recording);
        assertEquals(RecordingState.RECOVERED, row.state());
        assertEquals(frames, row.sealed().orElseThrow().frames());
        assertEquals(
                studio.storage.bytes(recording).length,
                row.sealed().orElseThrow().bytes());
        assertEquals(Studio.sound(FRAMES).slice(0, frames * 4), studio.heard(row));
    }

    /// The length of the header is in the file, after the magic.
    private static int beforeSound(byte[] file) {
        return 8 + 4 + ByteBuffer.wrap(file).getInt(8) + 32;
    }

    /// Segments of 4,096 bytes: 16 of each are its tag, 40 more of the first are Tink's.
    private static int framesIn(int ciphertext) {
        int segments = ciphertext / 4_096;
        return segments == 0 ? 0 : (segments * 4_080 - 40) / 4;
    }
}
