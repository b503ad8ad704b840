package org.permanence.adapter.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.audiosocket.TwoSides.Side;

class TwoSidesTest {

    private static final long MILLI = 1_000_000;
    private static final int FRAME = 160;
    private static final short CALLER = 11;
    private static final short OTHER = 22;

    private final List<short[]> heard = new ArrayList<>();
    private final Counts counts = new Counts();
    private final TwoSides sides = new TwoSides(this::keep, counts);
    private long now;

    @Test
    void bothSidesAreHeardTheCallerFirst() {
        talks(50, true, true);

        assertEquals(50 * FRAME, heard.size());
        assertTrue(heard.stream().allMatch(pair -> pair[0] == CALLER && pair[1] == OTHER));
        assertEquals(0, counts.silent + counts.dropped);
    }

    @Test
    void aTelephoneThatSendsNothingIsSilentAndTheOtherIsHeardOn() {
        talks(10, true, true);
        talks(100, false, true);
        talks(50, true, true);
        sides.end();

        assertEquals(160 * FRAME, heard.size(), "in step with the clock");
        assertEquals(0, counts.dropped);
        long silence = heard.stream().filter(pair -> pair[0] == 0).count();
        assertEquals(silence, counts.silent);
        assertTrue(Math.abs(silence - 100 * FRAME) <= TwoSides.TOLERANCE, "about two seconds of silence");
        assertTrue(
                heard.subList(110 * FRAME + (int) TwoSides.TOLERANCE, heard.size() - (int) TwoSides.TOLERANCE).stream()
                        .allMatch(pair -> pair[0] == CALLER),
                "never more than the tolerance apart");
    }

    @Test
    void whoNeverSpeaksIsSilentThroughout() {
        talks(100, true, false);
        sides.end();

        assertEquals(100 * FRAME, heard.size());
        assertTrue(heard.stream().allMatch(pair -> pair[0] == CALLER && pair[1] == 0));
    }

    @Test
    void whatComesInABurstWithinTheToleranceLosesNothing() {
        talks(10, true, true);
        passes(160);
        for (int i = 0; i < 8; i++) {
            says(Side.CALLER, CALLER);
            says(Side.OTHER, OTHER);
        }
        talks(10, true, true);

        assertEquals(28 * FRAME, heard.size());
        assertEquals(0, counts.silent + counts.dropped);
    }

    @Test
    void whatComesTooLateForItsPlaceIsDroppedAndTheOtherIsNotHeldUp() {
        talks(10, true, true);
        talks(50, false, true);
        for (int i = 0; i < 50; i++) {
            says(Side.CALLER, CALLER); // A second of it, at once: the network had held it.
        }
        talks(50, true, true);
        sides.end();

        assertTrue(heard.size() - 110 * FRAME <= TwoSides.TOLERANCE, "in step with the clock");
        assertTrue(counts.dropped >= 50 * FRAME - 2 * TwoSides.TOLERANCE);
    }

    @Test
    void anEngineThatStoodStillTakesWhatWaitedForIt() {
        talks(10, true, true);
        now += 1_500 * MILLI;
        sides.tick(now);
        for (int i = 0; i < 75; i++) {
            says(Side.CALLER, CALLER);
            says(Side.OTHER, OTHER);
        }
        talks(10, true, true);

        assertEquals(95 * FRAME, heard.size());
        assertEquals(0, counts.silent + counts.dropped);
    }

    @Test
    void whatCannotBeHeldIsCountedAndNeverRunsOver() {
        says(Side.CALLER, CALLER);
        now += 60_000 * MILLI;
        for (int i = 0; i < 3_000; i++) {
            says(Side.CALLER, CALLER);
        }

        assertTrue(counts.dropped > 2_000 * FRAME);
    }

    @Test
    void aDayOfTalkStaysInStep() {
        now = Long.MAX_VALUE / 2;
        says(Side.CALLER, CALLER);
        now += 86_400_000 * MILLI;
        sides.tick(now);
        sides.end();

        assertEquals(FRAME, heard.size());
    }

    /// So many frames of 20 ms are said, and a look is taken after each.
    private void talks(int frames, boolean caller, boolean other) {
        for (int i = 0; i < frames; i++) {
            passes(20);
            if (caller) {
                says(Side.CALLER, CALLER);
            }
            if (other) {
                says(Side.OTHER, OTHER);
            }
            sides.tick(now);
        }
    }

    private void passes(int millis) {
        for (int i = 0; i < millis; i += 20) {
            now += 20 * MILLI;
            sides.tick(now);
        }
    }

    private void says(Side who, short sample) {
        var frame = ByteBuffer.allocate(FRAME * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FRAME; i++) {
            frame.putShort(sample);
        }
        sides.hears(who, frame.flip(), now);
    }

    private void keep(ByteBuffer stereo) {
        var samples = stereo.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        while (samples.hasRemaining()) {
            heard.add(new short[] {samples.get(), samples.get()});
        }
    }

    private static final class Counts implements AudioSocketWatch {

        private long silent;
        private long dropped;

        @Override
        public void refused(AudioSocketRefusal refusal) {}

        @Override
        public void silent(long samples) {
            silent += samples;
        }

        @Override
        public void dropped(long samples) {
            dropped += samples;
        }
    }
}
