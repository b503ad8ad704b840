package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.recording.Studio.MAY;
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

    private Studio studio;
    private Retention retention;

    @BeforeEach
    void aHouse() {
        studio = new Studio(folder);
        retention = new Retention(studio.kit, studio.keys, studio.clock, PARIS);
    }

    @Test
    void withoutAnEntryNothingIsTakenAway() {
        RecordingId old = keeps(1);
        passes(2);
        studio.audit.refuses();

        assertThrows(AuditException.class, retention::round);

        assertEquals(Studio.sound(FRAMES), studio.heard(studio.row(old)));
    }

    @Test
    void aHeldRecordingStays() {
        RecordingId held = keeps(1);
        studio.store.hold(held, true);
        passes(365);

        assertEquals(0, retention.round());

        assertEquals(Studio.sound(FRAMES), studio.heard(studio.row(held)));
    }

    @Test
    void aRecordingThatIsBeingMadeStays() {
        Keeping keeping = studio.begins(FRAMES);
        passes(365);

        assertEquals(0, retention.round());

        keeping.seal();
        assertEquals(Studio.sound(FRAMES), studio.heard(studio.row()));
    }

    @Test
    void aDiskThatRefusesIsToldAndEndsNoRoundForEver() {
        RecordingId stuck = keeps(1);
        passes(2);
        studio.storage.failOn(Fault.REMOVE);
        studio.audit.clear();

        assertEquals(0, retention.round(), "whoever goes on while something goes would never end");

        assertEquals(RecordingState.SEALED, studio.row(stuck).state());
        assertEquals(List.of("open RECORDING_EXPIRED", "close RECORDING_EXPIRED FAILED"), studio.audit.log());
        studio.storage.recover();
        assertEquals(1, retention.round());
    }

    @Test
    void eachPracticesRecordingsStayForItsOwnDays() {
        RecordingId shorter = studio.keeps(Studio.keeping(1, LES_LILAS), CALLER, FRAMES);
        RecordingId longer = studio.keeps(Studio.keeping(30, PORT_ROYAL), CALLER, FRAMES);

        passes(1);
        assertEquals(0, retention.round(), "its last day is not over");
        passes(1);
        assertEquals(1, retention.round());
        assertEquals(RecordingState.EXPIRED, studio.row(shorter).state());
        assertEquals(RecordingState.SEALED, studio.row(longer).state());
        passes(29);
        assertEquals(1, retention.round());
        assertEquals(RecordingState.EXPIRED, studio.row(longer).state());
    }

    @Test
    void whatHasExpiredLeavesNeitherFileNorKeyAndHasItsEntry() {
        RecordingId old = keeps(1);
        studio.audit.clear();
        passes(2);

        retention.round();

        assertEquals(Set.of(), studio.storage.files());
        assertEquals(true, studio.row(old).key().isEmpty());
        assertEquals(List.of("open RECORDING_EXPIRED", "close RECORDING_EXPIRED SUCCEEDED"), studio.audit.log());
    }

    @Test
    void theMonthsKeyStaysWhileSomethingLiesUnderIt() {
        keeps(180);
        RecordingId held = keeps(180);
        studio.store.hold(held, true);
        passes(365);

        retention.round();
        assertEquals(List.of(MAY), studio.keys.buckets());
        assertEquals(Studio.sound(FRAMES), studio.heard(studio.row(held)));

        studio.store.hold(held, false);
        retention.round();
        assertEquals(List.of(), studio.keys.buckets());
    }

    @Test
    void theMonthsKeyGoesWithTheMonthThoughItsLastRecordingWentBefore() {
        keeps(1);
        passes(2);
        retention.round();
        assertEquals(1, studio.keys.buckets().size(), "until its month is over another may begin");

        passes(30);
        studio.audit.clear();
        retention.round();

        assertEquals(List.of(), studio.keys.buckets());
        assertEquals(List.of("open KEY_DESTROYED", "close KEY_DESTROYED SUCCEEDED"), studio.audit.log());
    }

    @Test
    void aRoundTakesTwoHundredAtMost() {
        for (int i = 0; i < 201; i++) {
            keeps(1);
        }
        passes(2);

        assertEquals(200, retention.round());
        assertEquals(1, retention.round());
        assertEquals(0, retention.round());
        assertEquals(Set.of(), studio.storage.files());
    }

    private RecordingId keeps(int days) {
        return studio.keeps(Studio.keeping(days, LES_LILAS), CALLER, FRAMES);
    }

    private void passes(int days) {
        studio.clock.advance(Duration.ofDays(days));
    }
}
