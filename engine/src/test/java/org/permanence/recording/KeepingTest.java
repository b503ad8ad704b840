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

/// What becomes of a recording when storage, keys or the book fail on its way into the vault.
class KeepingTest {

    /// More than a segment: the disk sees it.
    private static final int FRAMES = 4_000;

    @TempDir
    Path folder;

    private Studio studio;

    @BeforeEach
    void aHouseThatRecords() {
        studio = new Studio(folder);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CREATE", "WRITE"})
    void aDiskThatRefusesFromTheStartCostsTheRecordingWhole(Fault fault) {
        studio.storage.failOn(fault);

        Keeping keeping = studio.begins(FRAMES);
        keeping.append(Studio.sound(FRAMES));
        keeping.sync();
        keeping.seal();

        assertLostWholeAndToldOnce();
        assertEquals(List.of(), studio.store.rows());
    }

    @Test
    void aBookThatIsAwayAtTheStartCostsTheRecordingWhole() {
        studio.store.becomeUnavailable();

        Keeping keeping = studio.begins(FRAMES);
        keeping.append(Studio.sound(FRAMES));
        keeping.seal();

        assertLostWholeAndToldOnce();
        studio.store.becomeAvailable();
        assertEquals(List.of(), studio.store.rows());
    }

    @Test
    void keysThatCannotBeOpenedCostTheRecordingWhole() throws IOException {
        studio.keeps(FRAMES);
        studio.audit.clear();
        Path bucket = folder.resolve("keys/bucket/" + Studio.MAY);
        Files.writeString(bucket, "unreadable");

        studio.begins(FRAMES).seal();

        assertEquals(1, studio.recordingsLost());
        assertEquals(1, studio.storage.files().size(), "the one before");
        assertEquals(1, studio.store.rows().size());
        assertEquals(List.of(), studio.audit.log());
    }

    @Test
    void aDiskThatRefusesInTheMiddleCostsTheRecordingWhole() {
        Keeping keeping = studio.begins(FRAMES);
        studio.storage.failOn(Fault.WRITE);

        keeping.append(Studio.sound(FRAMES));
        keeping.append(Studio.sound(FRAMES));
        keeping.seal();

        assertLostWholeAndToldOnce();
    }

    @Test
    void aDiskThatDoesNotSyncCostsTheRecordingWhole() {
        Keeping keeping = studio.begins(FRAMES);
        studio.storage.failOn(Fault.SYNC);

        keeping.sync();
        keeping.sync();
        keeping.seal();

        assertLostWholeAndToldOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"WRITE", "SYNC"})
    void aDiskThatRefusesTheEndCostsTheRecordingWhole(Fault fault) {
        Keeping keeping = studio.begins(FRAMES);
        studio.storage.failOn(fault);

        keeping.seal();
        keeping.seal();

        assertLostWholeAndToldOnce();
    }

    @Test
    void aFileThatCannotBeTakenAwayEitherIsNoFaultOfTheCall() {
        Keeping keeping = studio.begins(FRAMES);
        studio.storage.failOn(Fault.WRITE);
        studio.storage.failOn(Fault.REMOVE);

        keeping.seal();

        assertEquals(1, studio.recordingsLost());
        assertEquals(RecordingState.OPEN, studio.row().state(), "the next round looks at it");
    }

    @Test
    void aBookThatIsAwayAtTheEndCostsNothing() {
        Keeping keeping = studio.begins(FRAMES);
        studio.store.becomeUnavailable();
        keeping.seal();
        studio.store.becomeAvailable();

        assertEquals(0, studio.recordingsLost());
        assertEquals(RecordingState.OPEN, studio.row().state(), "the next round looks at it");
        assertEquals(Studio.sound(FRAMES), studio.heard(studio.row()));
    }

    @Test
    void whatWasErasedWhileItWasMadeStaysErased() {
        Keeping keeping = studio.begins(FRAMES);
        new Erasure(studio.kit, studio.keys, studio.clock).erase(Studio.DOCTOR, Studio.LES_LILAS.id(), Fixtures.CALLER);

        keeping.append(Studio.sound(FRAMES));
        keeping.seal();

        assertEquals(RecordingState.ERASED, studio.row().state());
        assertEquals(Optional.empty(), studio.row().key());
        assertEquals(Set.of(), studio.storage.files());
    }

    @Test
    void whatWasBegunUnderAKeyThatIsClearedAwayOpensUnderTheNext() {
        Keeping keeping = studio.begins(FRAMES);
        Recording begun = studio.row();
        var next = studio.keys.renew(begun.practice(), Studio.MAY.month());
        studio.store.rewrap(studio.keys.rewrap(Map.of(begun.id(), begun.key().orElseThrow()), next));
        studio.keys.destroy(Studio.MAY);

        keeping.seal();

        assertEquals(next, studio.row().key().orElseThrow().under());
        assertEquals(Studio.sound(FRAMES), studio.heard(studio.row()));
    }

    @Test
    void aRecordingIsKnownByItsCallersPseudonymAndNeverByTheNumber() {
        studio.begins(FRAMES).seal();

        String pseudonym = studio.kit.pseudonyms().of(Studio.LES_LILAS.id(), Fixtures.CALLER);
        assertEquals(Optional.of(pseudonym), studio.row().caller());
    }

    @Test
    void whoeverPresentsNoNumberHasNoPseudonym() {
        Keeping keeping = studio.keeping(Studio.LES_LILAS, Optional.empty());
        keeping.append(Studio.sound(FRAMES));
        keeping.seal();

        assertEquals(Optional.empty(), studio.row().caller());
    }

    @Test
    void itsRowIsInTheBookBeforeItsSoundIsOnTheDisk() {
        studio.begins(1);

        assertEquals(RecordingState.OPEN, studio.row().state());
        assertEquals(Studio.MAY, studio.row().key().orElseThrow().under());
    }

    @Test
    void thePlatformHasNoKeyOfWhatThePracticeAloneReads() {
        studio.readers = Studio.practiceOnly();
        studio.keeps(Studio.keeping(1, SamplePractices.LES_LILAS), Fixtures.CALLER, FRAMES);

        assertEquals(RecordingState.SEALED, studio.row().state());
        assertEquals(Optional.empty(), studio.row().key());
        assertEquals(List.of(), studio.keys.buckets());
    }

    private void assertLostWholeAndToldOnce() {
        assertEquals(1, studio.recordingsLost());
        assertEquals(Set.of(), studio.storage.files());
        assertEquals(List.of(), studio.audit.log());
    }
}
