package org.permanence.recording;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.permanence.call.AudioListener;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.RecordingId;

/// A message while it is left. Its file, its key and its row are there before it; it hears from before the tone
/// on, so that there is no tone where nothing is heard, and keeps from the tone on what is said. Its flow tells it
/// the way of the call, the switch's thread what is heard.
public final class MessageRecorder implements AudioListener {

    /// Less is no message: a caller who heard the tone and left.
    static final Duration MIN_LENGTH = Duration.ofSeconds(1);

    private static final int FRAME_BYTES = 4;
    private static final int BYTES_PER_SECOND = 8_000 * FRAME_BYTES;

    /// Asterisk hands a second of sound over at a time: so much of what it hands over may have been said before.
    private static final long MAX_BUFFERED_BYTES = BYTES_PER_SECOND;

    private final RecordingId id;
    private final RecordingPipeline pipeline;
    private final CompletableFuture<Boolean> sealed;
    private final InstantSource clock;
    private final long maxBytes;

    private @Nullable Instant firstAudioAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant stoppedAt;
    private boolean streamEnded;
    private long receivedBytes;
    private long beforeToneBytes;
    private long keptBytes;

    /// @param sealed told by the tape's end, whether it was sealed to it
    /// @param maxBytes of what is said
    MessageRecorder(
            RecordingId id,
            RecordingPipeline pipeline,
            CompletableFuture<Boolean> sealed,
            Duration maxLength,
            InstantSource clock) {
        this.id = id;
        this.pipeline = pipeline;
        this.sealed = sealed;
        this.clock = clock;
        this.maxBytes = bytesOf(maxLength);
    }

    public RecordingId id() {
        return id;
    }

    /// Whether anything was heard of the call, and more can be.
    public synchronized boolean isReceivingAudio() {
        return firstAudioAt != null && !streamEnded;
    }

    /// The tone is over: what is said from now on is kept.
    public synchronized void start() {
        Instant now = clock.instant();
        startedAt = now;
        if (firstAudioAt != null) {
            long undelivered = bytesOf(Duration.between(firstAudioAt, now)) - receivedBytes;
            beforeToneBytes = Math.clamp(undelivered, 0, MAX_BUFFERED_BYTES)
                    + (FRAME_BYTES - receivedBytes % FRAME_BYTES) % FRAME_BYTES;
        }
        pipeline.start();
    }

    /// What is said from now on is no longer kept; what was said and is on its way still is.
    public synchronized void stop() {
        if (stoppedAt == null) {
            stoppedAt = clock.instant();
        }
    }

    /// Whether enough was said, or could have been, to be a message.
    public boolean isLongEnough() {
        return messageLength().compareTo(MIN_LENGTH) >= 0;
    }

    private synchronized Duration messageLength() {
        if (startedAt == null) {
            return Duration.ZERO;
        }
        return Duration.between(startedAt, stoppedAt == null ? clock.instant() : stoppedAt);
    }

    /// The caller wants to be called back there.
    ///
    /// @param confirmed whether they said by a key that it is right
    public void setCallbackNumber(PhoneNumber number, boolean confirmed) {
        pipeline.setCallbackNumber(number, confirmed);
    }

    /// Nobody will say any more where to call back.
    public void closeNumberSealer() {
        pipeline.closeNumberSealer();
    }

    /// Tells, once, whether the message is kept; on the sealer's thread.
    public void onFinished(Consumer<Boolean> listener) {
        var _ = sealed.thenAccept(listener);
    }

    /// Waits until the message is sealed, at most so long.
    public boolean awaitSealed(Duration timeout) {
        try {
            return sealed.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false; // Whoever is told so calls again: better than a message that nobody has.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void onAudio(ByteBuffer audio) {
        if (firstAudioAt == null) {
            firstAudioAt = clock.instant().minus(durationOf(audio.remaining()));
        }
        receivedBytes += audio.remaining();
        if (startedAt == null || streamEnded) {
            return;
        }
        int skipped = (int) Math.min(beforeToneBytes, audio.remaining());
        beforeToneBytes -= skipped;
        audio.position(audio.position() + skipped);
        int accepted = Math.clamp(maxBytesNow() - keptBytes, 0, audio.remaining());
        if (accepted > 0) {
            keptBytes += accepted;
            pipeline.onAudio(audio.limit(audio.position() + accepted));
        }
    }

    /// After the stop a second comes that was said before it, and nothing of what was not.
    private long maxBytesNow() {
        return stoppedAt == null ? maxBytes : Math.min(maxBytes, bytesOf(messageLength()) + MAX_BUFFERED_BYTES);
    }

    @Override
    public void noticeNotPlayed() {} // Nobody is joined with who leaves a message.

    @Override
    public synchronized void ended() {
        if (streamEnded) {
            return;
        }
        streamEnded = true;
        if (keptBytes == 0 || !isLongEnough()) {
            pipeline.discard();
        } else {
            pipeline.ended();
        }
    }

    private static long bytesOf(Duration duration) {
        return duration.toMillis() * 8 * FRAME_BYTES;
    }

    private static Duration durationOf(long bytes) {
        return Duration.ofMillis(bytes / (8 * FRAME_BYTES));
    }
}
