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

/// Records a message that a caller leaves. File, key and row exist before it starts.
///
/// It receives audio from before the tone on, so the tone is played only if the audio arrives. It stores the audio
/// after the tone. The flow reports the steps of the call; the switch's thread delivers the audio.
public final class MessageRecorder implements AudioListener {

    /// Shorter audio is no message: the caller hung up after the tone.
    static final Duration MIN_LENGTH = Duration.ofSeconds(1);

    private static final int FRAME_BYTES = 4;
    private static final int BYTES_PER_SECOND = 8_000 * FRAME_BYTES;

    /// Asterisk delivers audio in blocks of one second: up to this much of a block may be from before the tone or
    /// the stop.
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

    /// @param sealed    completes when the pipeline has finished: true if the recording was sealed
    /// @param maxLength the longest audio to store
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

    /// Whether audio has arrived and the stream has not ended.
    public synchronized boolean isReceivingAudio() {
        return firstAudioAt != null && !streamEnded;
    }

    /// The tone has ended: audio from now on is stored.
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

    /// Audio from now on is not stored. Earlier audio that has not arrived yet still is.
    public synchronized void stop() {
        if (stoppedAt == null) {
            stoppedAt = clock.instant();
        }
    }

    /// Whether the message is at least [#MIN_LENGTH] long.
    public boolean isLongEnough() {
        return messageLength().compareTo(MIN_LENGTH) >= 0;
    }

    private synchronized Duration messageLength() {
        if (startedAt == null) {
            return Duration.ZERO;
        }
        return Duration.between(startedAt, stoppedAt == null ? clock.instant() : stoppedAt);
    }

    /// The caller asks to be called back at this number.
    ///
    /// @param confirmed whether the caller confirmed it by a key
    public void setCallbackNumber(PhoneNumber number, boolean confirmed) {
        pipeline.setCallbackNumber(number, confirmed);
    }

    /// Accepts no callback number afterwards.
    public void closeNumberSealer() {
        pipeline.closeNumberSealer();
    }

    /// Calls `listener` once with whether the message was sealed, on the sealer's thread.
    public void onFinished(Consumer<Boolean> listener) {
        var _ = sealed.thenAccept(listener);
    }

    /// Waits at most `timeout` until the message is sealed.
    ///
    /// @return false if it was not sealed in time
    public boolean awaitSealed(Duration timeout) {
        try {
            return sealed.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false; // The caller hears that it failed and calls again: better than a lost message.
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

    /// The most audio to store now. After the stop, up to one second of earlier audio still arrives.
    private long maxBytesNow() {
        return stoppedAt == null ? maxBytes : Math.min(maxBytes, bytesOf(messageLength()) + MAX_BUFFERED_BYTES);
    }

    @Override
    public void noticeNotPlayed() {} // A message has no second party who must hear a notice.

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
