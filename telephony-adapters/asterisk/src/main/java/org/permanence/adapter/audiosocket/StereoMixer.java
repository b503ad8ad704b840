package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Mixes the audio of both sides of a conversation, each from its own connection, into stereo in step with the
/// clock. A side that sends nothing, such as a muted telephone, is silent, and neither side runs ahead.
///
/// Each side may be 200 ms behind or ahead of the clock, not more. Missing audio becomes silence, and audio outside
/// its time is dropped. Both are counted. Confined to the event loop.
final class StereoMixer {

    /// Under load, Asterisk sends with gaps of 80 ms.
    static final long TOLERANCE = ChannelBuffer.SAMPLES_PER_SECOND / 5;

    /// A tick this late means that the whole engine stalled: the audio waits in the sockets and is not missing.
    private static final long STALL_NANOS = 150_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// The side that speaks.
    enum Side {
        CALLER,
        OTHER
    }

    private final ChannelBuffer caller = new ChannelBuffer();
    private final ChannelBuffer other = new ChannelBuffer();
    private final Consumer<ByteBuffer> output;
    private final AudioSocketMetrics metrics;
    private @Nullable Long startNanos;
    private long lastTick;

    /// @param output gets the stereo audio, the caller's sample first; it may use the buffer until it returns
    StereoMixer(Consumer<ByteBuffer> output, AudioSocketMetrics metrics) {
        this.output = output;
        this.metrics = metrics;
    }

    /// Adds audio of one side.
    void add(Side speaker, ByteBuffer samples, long nanos) {
        int count = samples.remaining() / ChannelBuffer.SAMPLE_BYTES;
        if (startNanos == null) {
            startNanos = nanos - count * SECOND_NANOS / ChannelBuffer.SAMPLES_PER_SECOND;
            lastTick = nanos;
        }
        ChannelBuffer buffer = speaker == Side.CALLER ? caller : other;
        boolean early = buffer.position() + count > due(nanos) + TOLERANCE;
        if (early || !buffer.add(samples)) {
            metrics.onSamplesDropped(count);
        }
    }

    /// Mixes what has arrived, and adds silence if a side is behind.
    void tick(long nanos) {
        if (startNanos == null) {
            return;
        }
        boolean stalled = nanos - lastTick > STALL_NANOS;
        lastTick = nanos;
        if (!stalled) {
            long due = due(nanos);
            for (ChannelBuffer buffer : List.of(caller, other)) {
                if (due - buffer.position() > TOLERANCE) {
                    metrics.onSilenceInserted(buffer.padSilence(due));
                }
            }
        }
        mix();
    }

    /// The audio has ended: the rest of one side is mixed with silence of the other.
    void end() {
        long last = Math.max(caller.position(), other.position());
        metrics.onSilenceInserted(caller.padSilence(last) + other.padSilence(last));
        mix();
    }

    private void mix() {
        int samples = Math.min(caller.buffered(), other.buffered());
        if (samples > 0) {
            var stereo = ByteBuffer.allocate(samples * 2 * ChannelBuffer.SAMPLE_BYTES);
            caller.interleaveInto(stereo, 0, samples);
            other.interleaveInto(stereo, ChannelBuffer.SAMPLE_BYTES, samples);
            output.accept(stereo);
        }
    }

    private long due(long nanos) {
        return startNanos == null ? 0 : (nanos - startNanos) / 1_000 * ChannelBuffer.SAMPLES_PER_SECOND / 1_000_000;
    }
}
