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
import org.permanence.seal.InMemoryFiles;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SteppedClock;

/// One recording, from the switch's thread to storage. The sealer runs on the test's own thread.
class RecordingPipelineTest {

    private static final int SECOND = 8_000;

    @TempDir
    Path folder;

    private final List<String> finished = new ArrayList<>();
    private RecordingFixture fixture;
    private RecordingPipeline pipeline;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        pipeline = fixture.newPipeline(
                fixture.newWriter(RecordingFixture.LES_LILAS, Optional.of(Fixtures.CALLER)),
                () -> finished.add("finished"));
    }

    @Test
    void noAudioMeansNoRecording() {
        pipeline.start();
        pipeline.ended();

        assertNothingIsStored();
        assertEquals(List.of("finished"), finished);
    }

    @Test
    void pauseAloneMakesNoRecording() {
        pipeline.start();
        pipeline.pause();
        pipeline.onAudio(RecordingFixture.audio(SECOND));
        pipeline.ended();

        assertNothingIsStored();
    }

    @Test
    void engineOutageAloneMakesNoRecording() {
        pipeline.addMissing(Duration.ofSeconds(10));
        pipeline.start();
        pipeline.ended();

        assertNothingIsStored();
    }

    @Test
    void audioBeforeTheStartOrAfterTheEndIsNotRecorded() {
        pipeline.onAudio(RecordingFixture.audio(SECOND));
        pipeline.start();
        receive(RecordingFixture.audio(400));
        pipeline.ended();
        pipeline.onAudio(RecordingFixture.audio(SECOND));

        assertEquals(RecordingFixture.audio(400), fixture.audioOf(fixture.row()));
    }

    @Test
    void pauseIsStoredAtOnce() {
        pipeline.start();
        receive(RecordingFixture.audio(400));
        pipeline.pause();
        assertTrue(fixture.row().paused());

        pipeline.resume();
        assertFalse(fixture.row().paused());
    }

    @Test
    void discardedRecordingCannotBeResumed() {
        pipeline.start();
        receive(RecordingFixture.audio(400));
        pipeline.discard();
        pipeline.resume();
        pipeline.onAudio(RecordingFixture.audio(400));
        pipeline.ended();

        assertEquals(RecordingState.DISCARDED, fixture.row().state());
        assertEquals(Set.of(), fixture.storage.files());
        assertEquals(List.of("note RECORDING_DISCARDED"), fixture.audit.log());
    }

    @Test
    void queuedAudioIsDiscarded() {
        pipeline.start();
        fixture.blockSealer();
        pipeline.onAudio(RecordingFixture.audio(400));
        pipeline.discard();
        fixture.unblockSealer();

        assertNothingIsStored();
        assertEquals(List.of("finished"), finished);
    }

    @Test
    void audioMayBeSplitAtAnyByte() {
        ByteBuffer audio = RecordingFixture.audio(500);
        pipeline.start();
        for (int size = 1; audio.hasRemaining(); size++) {
            pipeline.onAudio(audio.slice(audio.position(), Math.min(size, audio.remaining())));
            audio.position(Math.min(audio.position() + size, audio.limit()));
        }
        pipeline.ended();

        assertEquals(RecordingFixture.audio(500), fixture.audioOf(fixture.row()));
    }

    @Test
    void audioMayArriveByteByByte() {
        ByteBuffer audio = RecordingFixture.audio(50);
        pipeline.start();
        while (audio.hasRemaining()) {
            pipeline.onAudio(ByteBuffer.wrap(new byte[] {audio.get()}));
        }
        pipeline.ended();

        assertEquals(RecordingFixture.audio(50), fixture.audioOf(fixture.row()));
    }

    @Test
    void listenersBufferMayBeReused() {
        var buffer = ByteBuffer.allocate(4).putInt(7).flip();
        fixture.blockSealer();
        pipeline.start();
        pipeline.onAudio(buffer);
        buffer.clear().putInt(8);
        fixture.unblockSealer();
        pipeline.ended();

        assertEquals(7, fixture.audioOf(fixture.row()).getInt());
    }

    @Test
    void pauseIsRecordedAsSilenceOfTheSameLength() {
        pipeline.start();
        receive(RecordingFixture.audio(400));
        pipeline.pause();
        receive(RecordingFixture.audio(300));
        pipeline.resume();
        receive(RecordingFixture.audio(200));
        pipeline.ended();

        ByteBuffer expected = ByteBuffer.allocate(900 * 4)
                .put(RecordingFixture.audio(400))
                .put(new byte[300 * 4])
                .put(RecordingFixture.audio(200))
                .flip();
        assertEquals(expected, fixture.audioOf(fixture.row()));
        assertEquals(List.of(new Gap(400, 300, Gap.Reason.PAUSED)), gaps());
    }

    @Test
    void audioOfAPauseThatArrivesLateIsNotRecorded() {
        pipeline.start();
        receive(RecordingFixture.audio(400));
        pipeline.pause();
        fixture.clock.advance(Duration.ofSeconds(1));
        pipeline.resume();
        fixture.clock.advance(Duration.ofMillis(500));
        ByteBuffer late = RecordingFixture.audio(SECOND + SECOND / 2);
        pipeline.onAudio(late.duplicate());
        receive(RecordingFixture.audio(200));
        pipeline.ended();

        assertEquals(List.of(new Gap(400, SECOND, Gap.Reason.PAUSED)), gaps());
        ByteBuffer expected = ByteBuffer.allocate((int) frames() * 4)
                .put(RecordingFixture.audio(400))
                .put(new byte[SECOND * 4])
                .put(late.position(SECOND * 4))
                .put(RecordingFixture.audio(200))
                .flip();
        assertEquals(expected, fixture.audioOf(fixture.row()));
    }

    @Test
    void audioBeforeAnOnDemandStartThatArrivesLateIsNotRecorded() {
        pipeline.resume();
        fixture.clock.advance(Duration.ofMillis(500));
        ByteBuffer late = RecordingFixture.audio(SECOND);
        pipeline.onAudio(late.duplicate());
        pipeline.ended();

        ByteBuffer recorded = fixture.audioOf(fixture.row());
        assertEquals(
                late.position(SECOND / 2 * 4).slice(),
                recorded.position(SECOND / 2 * 4).slice());
        assertEquals(List.of(new Gap(0, SECOND / 2, Gap.Reason.PAUSED)), gaps());
    }

    @Test
    void pauseAtTheEndKeepsItsLength() {
        pipeline.start();
        receive(RecordingFixture.audio(400));
        pipeline.pause();
        receive(RecordingFixture.audio(300));
        pipeline.ended();

        assertEquals(List.of(new Gap(400, 300, Gap.Reason.PAUSED)), gaps());
        assertEquals(700, frames());
    }

    @Test
    void slowSealerCausesACountedGapAndTheLengthIsKept() {
        int queue = RecordingPipeline.MAX_QUEUED_BYTES / 4 / SECOND * SECOND;
        pipeline.start();
        fixture.blockSealer();
        for (int received = 0; received < queue + 3 * SECOND; received += SECOND) {
            receive(RecordingFixture.audio(SECOND));
        }
        fixture.unblockSealer();
        receive(RecordingFixture.audio(SECOND));
        pipeline.ended();

        assertEquals(3 * SECOND, fixture.framesLost());
        assertEquals(List.of(new Gap(queue, 3 * SECOND, Gap.Reason.READER_BEHIND)), gaps());
        assertEquals(queue + 4 * SECOND, frames());
        assertEquals(0, fixture.recordingsLost());
    }

    @Test
    void stalledSwitchCausesAGapAndTheLengthIsKept() {
        pipeline.start();
        receive(RecordingFixture.audio(SECOND));
        fixture.clock.advance(Duration.ofSeconds(5));
        receive(RecordingFixture.audio(SECOND));
        pipeline.ended();

        // Up to a second can be in the switch's buffer and is no loss.
        assertEquals(List.of(new Gap(SECOND, 4 * SECOND, Gap.Reason.READER_BEHIND)), gaps());
        assertEquals(6 * SECOND, frames());
    }

    @Test
    void smallDelayCausesNoGap() {
        pipeline.start();
        receive(RecordingFixture.audio(SECOND));
        fixture.clock.advance(Duration.ofSeconds(3));
        pipeline.onAudio(RecordingFixture.audio(SECOND));
        pipeline.onAudio(RecordingFixture.audio(SECOND));
        pipeline.onAudio(RecordingFixture.audio(SECOND));
        pipeline.ended();

        assertEquals(List.of(), gaps());
        assertEquals(0, fixture.framesLost());
    }

    @Test
    void recordingStartsWithItsFirstAudio() {
        pipeline.start();
        fixture.clock.advance(Duration.ofMinutes(1));
        receive(RecordingFixture.audio(SECOND));
        pipeline.ended();

        assertEquals(
                SteppedClock.WEDNESDAY_MORNING.plusSeconds(60), fixture.row().started());
    }

    @Test
    void resumedRecordingStartsWhenTheEngineDied() {
        Instant died = fixture.clock.instant().minusSeconds(10);
        pipeline.addMissing(Duration.ofSeconds(10));
        pipeline.start();
        receive(RecordingFixture.audio(SECOND));
        pipeline.ended();

        assertEquals(died, fixture.row().started());
        assertEquals(fixture.clock.instant(), fixture.row().ended());
        assertEquals(List.of(new Gap(0, 10 * SECOND, Gap.Reason.ENGINE_GONE)), gaps());
    }

    @Test
    void sealedRecordingIsStoredAndAuditedWithItsDigest() throws Exception {
        pipeline.assistantConnected(INES.login());
        pipeline.start();
        receive(RecordingFixture.audio(SECOND));
        pipeline.ended();
        pipeline.ended();

        Recording row = fixture.row();
        byte[] file = fixture.storage.bytes(row.id());
        var sealed = row.sealed().orElseThrow();
        assertEquals(RecordingState.SEALED, row.state());
        assertEquals(Optional.of(INES.login()), row.assistant());
        assertEquals(FileDigest.of(new InMemoryFiles.File(file)), sealed.sha256());
        assertEquals(file.length, sealed.bytes());
        assertEquals(SECOND, sealed.frames());
        assertEquals(List.of("note RECORDING_SEALED"), fixture.audit.log());
        assertEquals(
                Map.of("sha256", sealed.sha256(), "bytes", Long.toString(file.length), "frames", "8000"),
                fixture.audit.requests().getFirst().details());
        assertEquals(List.of("finished"), finished);
    }

    /// Delivers audio after the time that it takes to speak.
    private void receive(ByteBuffer audio) {
        fixture.clock.advance(Duration.ofNanos(audio.remaining() / 4 * 125_000L));
        pipeline.onAudio(audio);
    }

    private List<Gap> gaps() {
        var gaps = new ArrayList<Gap>();
        fixture.open(fixture.row(), reader -> gaps.addAll(reader.gaps()));
        return gaps;
    }

    private long frames() {
        return fixture.row().sealed().orElseThrow().frames();
    }

    private void assertNothingIsStored() {
        assertEquals(List.of(), fixture.store.rows());
        assertEquals(Set.of(), fixture.storage.files());
        assertEquals(List.of(), fixture.audit.log());
        assertEquals(List.of(), fixture.keys.buckets());
    }
}
