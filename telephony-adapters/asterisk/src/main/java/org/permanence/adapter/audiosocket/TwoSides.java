package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Joins what the two sides of a talk say, each on a connection of its own, into one sound in step with the clock:
/// a side that says nothing (a muted telephone sends nothing) is silent there, and neither side runs ahead.
///
/// Each side may be 200 ms behind the clock or before it, and no more: what is missing then becomes silence, and
/// what comes too late for its place is dropped. Both are counted. Lives on the event loop.
final class TwoSides {

    static final int SAMPLES_A_SECOND = 8_000;
    static final int SAMPLE_BYTES = 2;

    /// Asterisk under load hands over at gaps of 80 ms.
    static final long TOLERANCE = SAMPLES_A_SECOND / 5;

    /// A tick that comes so late was held up with the whole engine: what was said meanwhile waits in the sockets.
    private static final long HELD_UP_NANOS = 150_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// Who says it.
    enum Side {
        CALLER,
        OTHER
    }

    private final OneSide caller = new OneSide();
    private final OneSide other = new OneSide();
    private final Consumer<ByteBuffer> ear;
    private final AudioSocketWatch watch;
    private @Nullable Long began;
    private long lastTick;

    /// @param ear gets both sides, the caller's sample first; the buffer is its own until it returns
    TwoSides(Consumer<ByteBuffer> ear, AudioSocketWatch watch) {
        this.ear = ear;
        this.watch = watch;
    }

    /// One side says something.
    void hears(Side who, ByteBuffer samples, long nanos) {
        int count = samples.remaining() / SAMPLE_BYTES;
        if (began == null) {
            began = nanos - count * SECOND_NANOS / SAMPLES_A_SECOND;
            lastTick = nanos;
        }
        OneSide side = who == Side.CALLER ? caller : other;
        boolean early = side.position() + count > due(nanos) + TOLERANCE;
        if (early || !side.add(samples)) {
            watch.dropped(count);
        }
    }

    /// Joins what there is, and puts silence where a side is behind.
    void tick(long nanos) {
        if (began == null) {
            return;
        }
        boolean heldUp = nanos - lastTick > HELD_UP_NANOS;
        lastTick = nanos;
        if (!heldUp) {
            long due = due(nanos);
            for (OneSide side : List.of(caller, other)) {
                if (due - side.position() > TOLERANCE) {
                    watch.silent(side.silenceUpTo(due));
                }
            }
        }
        join();
    }

    /// Nothing more comes: what one side said last is heard with silence of the other.
    void end() {
        long last = Math.max(caller.position(), other.position());
        watch.silent(caller.silenceUpTo(last) + other.silenceUpTo(last));
        join();
    }

    private void join() {
        int samples = Math.min(caller.waiting(), other.waiting());
        if (samples > 0) {
            var stereo = ByteBuffer.allocate(samples * 2 * SAMPLE_BYTES);
            caller.moveTo(stereo, 0, samples);
            other.moveTo(stereo, SAMPLE_BYTES, samples);
            ear.accept(stereo);
        }
    }

    private long due(long nanos) {
        return began == null ? 0 : (nanos - began) / 1_000 * SAMPLES_A_SECOND / 1_000_000;
    }
}
