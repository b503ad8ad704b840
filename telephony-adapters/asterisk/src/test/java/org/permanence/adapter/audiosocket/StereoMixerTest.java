package org.permanence.adapter.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.audiosocket.StereoMixer.Side;

class StereoMixerTest {

    private static final long MILLI = 1_000_000;
    private static final int FRAME = 160;
    private static final short CALLER = 11;
    private static final short OTHER = 22;

    private final List<short[]> mixed = new ArrayList<>();
    private final Counts counts = new Counts();
    private final StereoMixer mixer = new StereoMixer(this::capture, counts);
    private long now;

    @Test
    void bothSidesAreMixedWithTheCallerFirst() {
        sendFrames(50, true, true);

        assertEquals(50 * FRAME, mixed.size());
        assertTrue(mixed.stream().allMatch(pair -> pair[0] == CALLER && pair[1] == OTHER));
        assertEquals(0, counts.silent + counts.dropped);
    }

    @Test
    void silentSideIsPaddedAndTheOtherContinues() {
        sendFrames(10, true, true);
        sendFrames(100, false, true);
        sendFrames(50, true, true);
        mixer.end();

        assertEquals(160 * FRAME, mixed.size(), "the output keeps pace with the clock");
        assertEquals(0, counts.dropped);
        long silence = mixed.stream().filter(pair -> pair[0] == 0).count();
        assertEquals(silence, counts.silent);
        assertTrue(Math.abs(silence - 100 * FRAME) <= StereoMixer.TOLERANCE, "about two seconds of silence");
        assertTrue(
                mixed
                        .subList(110 * FRAME + (int) StereoMixer.TOLERANCE, mixed.size() - (int) StereoMixer.TOLERANCE)
                        .stream()
                        .allMatch(pair -> pair[0] == CALLER),
                "the sides are never further apart than the tolerance");
    }

    @Test
    void sideThatNeverSendsIsSilentThroughout() {
        sendFrames(100, true, false);
        mixer.end();

        assertEquals(100 * FRAME, mixed.size());
        assertTrue(mixed.stream().allMatch(pair -> pair[0] == CALLER && pair[1] == 0));
    }

    @Test
    void burstWithinTheToleranceLosesNothing() {
        sendFrames(10, true, true);
        advance(160);
        for (int i = 0; i < 8; i++) {
            sendFrame(Side.CALLER, CALLER);
            sendFrame(Side.OTHER, OTHER);
        }
        sendFrames(10, true, true);

        assertEquals(28 * FRAME, mixed.size());
        assertEquals(0, counts.silent + counts.dropped);
    }

    @Test
    void lateSamplesAreDroppedWithoutDelayingTheOtherSide() {
        sendFrames(10, true, true);
        sendFrames(50, false, true);
        for (int i = 0; i < 50; i++) {
            sendFrame(Side.CALLER, CALLER); // A second of audio at once: the network had delayed it.
        }
        sendFrames(50, true, true);
        mixer.end();

        assertTrue(mixed.size() - 110 * FRAME <= StereoMixer.TOLERANCE, "the output keeps pace with the clock");
        assertTrue(counts.dropped >= 50 * FRAME - 2 * StereoMixer.TOLERANCE);
    }

    @Test
    void samplesThatWaitedDuringAStallAreKept() {
        sendFrames(10, true, true);
        now += 1_500 * MILLI;
        mixer.tick(now);
        for (int i = 0; i < 75; i++) {
            sendFrame(Side.CALLER, CALLER);
            sendFrame(Side.OTHER, OTHER);
        }
        sendFrames(10, true, true);

        assertEquals(95 * FRAME, mixed.size());
        assertEquals(0, counts.silent + counts.dropped);
    }

    @Test
    void samplesOverTheCapacityAreDroppedAndCounted() {
        sendFrame(Side.CALLER, CALLER);
        now += 60_000 * MILLI;
        for (int i = 0; i < 3_000; i++) {
            sendFrame(Side.CALLER, CALLER);
        }

        assertTrue(counts.dropped > 2_000 * FRAME);
    }

    @Test
    void positionStaysCorrectForADay() {
        now = Long.MAX_VALUE / 2;
        sendFrame(Side.CALLER, CALLER);
        now += 86_400_000 * MILLI;
        mixer.tick(now);
        mixer.end();

        assertEquals(FRAME, mixed.size());
    }

    /// Adds `frames` frames of 20 ms, with a tick after each.
    private void sendFrames(int frames, boolean caller, boolean other) {
        for (int i = 0; i < frames; i++) {
            advance(20);
            if (caller) {
                sendFrame(Side.CALLER, CALLER);
            }
            if (other) {
                sendFrame(Side.OTHER, OTHER);
            }
            mixer.tick(now);
        }
    }

    private void advance(int millis) {
        for (int i = 0; i < millis; i += 20) {
            now += 20 * MILLI;
            mixer.tick(now);
        }
    }

    private void sendFrame(Side side, short sample) {
        var frame = ByteBuffer.allocate(FRAME * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FRAME; i++) {
            frame.putShort(sample);
        }
        mixer.add(side, frame.flip(), now);
    }

    private void capture(ByteBuffer stereo) {
        var samples = stereo.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        while (samples.hasRemaining()) {
            mixed.add(new short[] {samples.get(), samples.get()});
        }
    }

    private static final class Counts implements AudioSocketMetrics {

        private long silent;
        private long dropped;

        @Override
        public void onRefused(AudioSocketRefusal refusal) {}

        @Override
        public void onSilenceInserted(long samples) {
            silent += samples;
        }

        @Override
        public void onSamplesDropped(long samples) {
            dropped += samples;
        }
    }
}
