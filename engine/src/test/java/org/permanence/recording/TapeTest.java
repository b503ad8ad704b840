package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.INES;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.seal.FileDigest;
import org.permanence.seal.Gap;
import org.permanence.seal.InMemory;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SteppedClock;

/// One recording, from the switch's thread to the vault. The sealer works on the test's own thread.
class TapeTest {

    private static final int SECOND = 8_000;

    @TempDir
    Path folder;

    private final List<String> kept = new ArrayList<>();
    private Studio studio;
    private Tape tape;

    @BeforeEach
    void aTape() {
        studio = new Studio(folder);
        tape = studio.tape(studio.keeping(Studio.LES_LILAS, Optional.of(Fixtures.CALLER)), () -> kept.add("kept"));
    }

    @Test
    void whereNothingWasSaidThereIsNoRecording() {
        tape.begin();
        tape.ended();

        assertNothingIsLeft();
        assertEquals(List.of("kept"), kept);
    }

    @Test
    void aPauseAloneIsNoRecording() {
        tape.begin();
        tape.pause();
        tape.onAudio(Studio.sound(SECOND));
        tape.ended();

        assertNothingIsLeft();
    }

    @Test
    void theEnginesAbsenceAloneIsNoRecording() {
        tape.miss(Duration.ofSeconds(10));
        tape.begin();
        tape.ended();

        assertNothingIsLeft();
    }

    @Test
    void whatIsSaidBeforeItBeginsOrAfterItEndedIsNotKept() {
        tape.onAudio(Studio.sound(SECOND));
        tape.begin();
        hears(Studio.sound(400));
        tape.ended();
        tape.onAudio(Studio.sound(SECOND));

        assertEquals(Studio.sound(400), studio.heard(studio.row()));
    }

    @Test
    void theBookKnowsOfAPauseAtOnce() {
        tape.begin();
        hears(Studio.sound(400));
        tape.pause();
        assertTrue(studio.row().paused());

        tape.resume();
        assertFalse(studio.row().paused());
    }

    @Test
    void whatIsDiscardedIsNotGoneOnWith() {
        tape.begin();
        hears(Studio.sound(400));
        tape.discard();
        tape.resume();
        tape.onAudio(Studio.sound(400));
        tape.ended();

        assertEquals(RecordingState.DISCARDED, studio.row().state());
        assertEquals(Set.of(), studio.storage.files());
        assertEquals(List.of("note RECORDING_DISCARDED"), studio.audit.log());
    }

    @Test
    void whatWaitsForTheSealerIsDiscardedToo() {
        tape.begin();
        studio.sealerHangs();
        tape.onAudio(Studio.sound(400));
        tape.discard();
        studio.sealerGoesOn();

        assertNothingIsLeft();
        assertEquals(List.of("kept"), kept);
    }

    @Test
    void soundThatIsCutAnywhereComesOutTheSame() {
        ByteBuffer said = Studio.sound(500);
        tape.begin();
        for (int size = 1; said.hasRemaining(); size++) {
            tape.onAudio(said.slice(said.position(), Math.min(size, said.remaining())));
            said.position(Math.min(said.position() + size, said.limit()));
        }
        tape.ended();

        assertEquals(Studio.sound(500), studio.heard(studio.row()));
    }

    @Test
    void soundThatComesByteByByteComesOutTheSame() {
        ByteBuffer said = Studio.sound(50);
        tape.begin();
        while (said.hasRemaining()) {
            tape.onAudio(ByteBuffer.wrap(new byte[] {said.get()}));
        }
        tape.ended();

        assertEquals(Studio.sound(50), studio.heard(studio.row()));
    }

    @Test
    void theEarsBufferMayBeUsedAgain() {
        var buffer = ByteBuffer.allocate(4).putInt(7).flip();
        studio.sealerHangs();
        tape.begin();
        tape.onAudio(buffer);
        buffer.clear().putInt(8);
        studio.sealerGoesOn();
        tape.ended();

        assertEquals(7, studio.heard(studio.row()).getInt());
    }

    @Test
    void aPauseKeepsItsLengthAndNoSoundOfIt() {
        tape.begin();
        hears(Studio.sound(400));
        tape.pause();
        hears(Studio.sound(300));
        tape.resume();
        hears(Studio.sound(200));
        tape.ended();

        ByteBuffer expected = ByteBuffer.allocate(900 * 4)
                .put(Studio.sound(400))
                .put(new byte[300 * 4])
                .put(Studio.sound(200))
                .flip();
        assertEquals(expected, studio.heard(studio.row()));
        assertEquals(List.of(new Gap(400, 300, Gap.Why.PAUSED)), gaps());
    }

    @Test
    void whatWasSaidInAPauseAndComesAfterItIsNotKept() {
        tape.begin();
        hears(Studio.sound(400));
        tape.pause();
        studio.clock.advance(Duration.ofSeconds(1));
        tape.resume();
        studio.clock.advance(Duration.ofMillis(500));
        ByteBuffer late = Studio.sound(SECOND + SECOND / 2);
        tape.onAudio(late.duplicate());
        hears(Studio.sound(200));
        tape.ended();

        assertEquals(List.of(new Gap(400, SECOND, Gap.Why.PAUSED)), gaps());
        ByteBuffer expected = ByteBuffer.allocate((int) frames() * 4)
                .put(Studio.sound(400))
                .put(new byte[SECOND * 4])
                .put(late.position(SECOND * 4))
                .put(Studio.sound(200))
                .flip();
        assertEquals(expected, studio.heard(studio.row()));
    }

    @Test
    void whatWasSaidBeforeItWasAskedForAndComesAfterwardsIsNotKept() {
        tape.resume();
        studio.clock.advance(Duration.ofMillis(500));
        ByteBuffer late = Studio.sound(SECOND);
        tape.onAudio(late.duplicate());
        tape.ended();

        ByteBuffer heard = studio.heard(studio.row());
        assertEquals(
                late.position(SECOND / 2 * 4).slice(),
                heard.position(SECOND / 2 * 4).slice());
        assertEquals(List.of(new Gap(0, SECOND / 2, Gap.Why.PAUSED)), gaps());
    }

    @Test
    void aPauseAtTheEndKeepsItsLengthToo() {
        tape.begin();
        hears(Studio.sound(400));
        tape.pause();
        hears(Studio.sound(300));
        tape.ended();

        assertEquals(List.of(new Gap(400, 300, Gap.Why.PAUSED)), gaps());
        assertEquals(700, frames());
    }

    @Test
    void aSealerThatFallsBehindCostsACountedStretchAndTheLengthHolds() {
        int queue = Tape.MOST_BYTES / 4 / SECOND * SECOND;
        tape.begin();
        studio.sealerHangs();
        for (int said = 0; said < queue + 3 * SECOND; said += SECOND) {
            hears(Studio.sound(SECOND));
        }
        studio.sealerGoesOn();
        hears(Studio.sound(SECOND));
        tape.ended();

        assertEquals(3 * SECOND, studio.framesLost());
        assertEquals(List.of(new Gap(queue, 3 * SECOND, Gap.Why.READER_BEHIND)), gaps());
        assertEquals(queue + 4 * SECOND, frames());
        assertEquals(0, studio.recordingsLost());
    }

    @Test
    void aSwitchThatStallsLeavesAGapAndTheLengthHolds() {
        tape.begin();
        hears(Studio.sound(SECOND));
        studio.clock.advance(Duration.ofSeconds(5));
        hears(Studio.sound(SECOND));
        tape.ended();

        // Up to a second is the switch's own buffer, and no loss.
        assertEquals(List.of(new Gap(SECOND, 4 * SECOND, Gap.Why.READER_BEHIND)), gaps());
        assertEquals(6 * SECOND, frames());
    }

    @Test
    void aSwitchThatIsALittleLateLosesNothing() {
        tape.begin();
        hears(Studio.sound(SECOND));
        studio.clock.advance(Duration.ofSeconds(3));
        tape.onAudio(Studio.sound(SECOND));
        tape.onAudio(Studio.sound(SECOND));
        tape.onAudio(Studio.sound(SECOND));
        tape.ended();

        assertEquals(List.of(), gaps());
        assertEquals(0, studio.framesLost());
    }

    @Test
    void aRecordingBeginsWithItsFirstSound() {
        tape.begin();
        studio.clock.advance(Duration.ofMinutes(1));
        hears(Studio.sound(SECOND));
        tape.ended();

        assertEquals(
                SteppedClock.WEDNESDAY_MORNING.plusSeconds(60), studio.row().started());
    }

    @Test
    void whatIsGoneOnWithBeginsWhereTheEngineDied() {
        Instant died = studio.clock.instant().minusSeconds(10);
        tape.miss(Duration.ofSeconds(10));
        tape.begin();
        hears(Studio.sound(SECOND));
        tape.ended();

        assertEquals(died, studio.row().started());
        assertEquals(studio.clock.instant(), studio.row().ended());
        assertEquals(List.of(new Gap(0, 10 * SECOND, Gap.Why.ENGINE_GONE)), gaps());
    }

    @Test
    void aWholeRecordingIsEnteredAndNotedWithItsDigest() throws Exception {
        tape.talkingWith(INES.login());
        tape.begin();
        hears(Studio.sound(SECOND));
        tape.ended();
        tape.ended();

        Recording row = studio.row();
        byte[] file = studio.storage.bytes(row.id());
        var sealed = row.sealed().orElseThrow();
        assertEquals(RecordingState.SEALED, row.state());
        assertEquals(Optional.of(INES.login()), row.assistant());
        assertEquals(FileDigest.of(new InMemory.File(file)), sealed.sha256());
        assertEquals(file.length, sealed.bytes());
        assertEquals(SECOND, sealed.frames());
        assertEquals(List.of("note RECORDING_SEALED"), studio.audit.log());
        assertEquals(
                Map.of("sha256", sealed.sha256(), "bytes", Long.toString(file.length), "frames", "8000"),
                studio.audit.requests().getFirst().details());
        assertEquals(List.of("kept"), kept);
    }

    /// The clock moves on while it is said.
    private void hears(ByteBuffer sound) {
        studio.clock.advance(Duration.ofNanos(sound.remaining() / 4 * 125_000L));
        tape.onAudio(sound);
    }

    private List<Gap> gaps() {
        var gaps = new ArrayList<Gap>();
        studio.open(studio.row(), reader -> gaps.addAll(reader.gaps()));
        return gaps;
    }

    private long frames() {
        return studio.row().sealed().orElseThrow().frames();
    }

    private void assertNothingIsLeft() {
        assertEquals(List.of(), studio.store.rows());
        assertEquals(Set.of(), studio.storage.files());
        assertEquals(List.of(), studio.audit.log());
        assertEquals(List.of(), studio.keys.buckets());
    }
}
