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
public final class MessageTape implements AudioListener {

    /// Less is no message: a caller who heard the tone and left.
    static final Duration LEAST = Duration.ofSeconds(1);

    private static final int FRAME_BYTES = 4;
    private static final int BYTES_A_SECOND = 8_000 * FRAME_BYTES;

    /// Asterisk hands a second of sound over at a time: so much of what it hands over may have been said before.
    private static final long AT_A_TIME = BYTES_A_SECOND;

    private final RecordingId id;
    private final Tape tape;
    private final CompletableFuture<Boolean> whole;
    private final InstantSource clock;
    private final long longest;

    private @Nullable Instant firstHeard;
    private @Nullable Instant began;
    private @Nullable Instant stopped;
    private boolean over;
    private long heard;
    private long before;
    private long taken;

    /// @param whole told by the tape's end, whether it was sealed to it
    /// @param longest of what is said
    MessageTape(RecordingId id, Tape tape, CompletableFuture<Boolean> whole, Duration longest, InstantSource clock) {
        this.id = id;
        this.tape = tape;
        this.whole = whole;
        this.clock = clock;
        this.longest = bytesOf(longest);
    }

    public RecordingId id() {
        return id;
    }

    /// Whether anything was heard of the call, and more can be.
    public synchronized boolean isHeard() {
        return firstHeard != null && !over;
    }

    /// The tone is over: what is said from now on is kept.
    public synchronized void begin() {
        Instant now = clock.instant();
        began = now;
        if (firstHeard != null) {
            long late = bytesOf(Duration.between(firstHeard, now)) - heard;
            before = Math.clamp(late, 0, AT_A_TIME) + (FRAME_BYTES - heard % FRAME_BYTES) % FRAME_BYTES;
        }
        tape.begin();
    }

    /// What is said from now on is no longer kept; what was said and is on its way still is.
    public synchronized void stop() {
        if (stopped == null) {
            stopped = clock.instant();
        }
    }

    /// Whether enough was said, or could have been, to be a message.
    public boolean isEnough() {
        return said().compareTo(LEAST) >= 0;
    }

    private synchronized Duration said() {
        if (began == null) {
            return Duration.ZERO;
        }
        return Duration.between(began, stopped == null ? clock.instant() : stopped);
    }

    /// The caller wants to be called back there.
    ///
    /// @param confirmed whether they said by a key that it is right
    public void callBack(PhoneNumber number, boolean confirmed) {
        tape.callBack(number, confirmed);
    }

    /// Nobody will say any more where to call back.
    public void forgetNumbers() {
        tape.forgetNumbers();
    }

    /// Tells, once, whether the message is kept; on the sealer's thread.
    public void whenOver(Consumer<Boolean> told) {
        var _ = whole.thenAccept(told);
    }

    /// Waits until the message is sealed, at most so long.
    public boolean isKept(Duration patience) {
        try {
            return whole.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false; // Whoever is told so calls again: better than a message that nobody has.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void onAudio(ByteBuffer sound) {
        if (firstHeard == null) {
            firstHeard = clock.instant().minus(durationOf(sound.remaining()));
        }
        heard += sound.remaining();
        if (began == null || over) {
            return;
        }
        int early = (int) Math.min(before, sound.remaining());
        before -= early;
        sound.position(sound.position() + early);
        int room = Math.clamp(mostNow() - taken, 0, sound.remaining());
        if (room > 0) {
            taken += room;
            tape.onAudio(sound.limit(sound.position() + room));
        }
    }

    /// After the stop a second comes that was said before it, and nothing of what was not.
    private long mostNow() {
        return stopped == null ? longest : Math.min(longest, bytesOf(said()) + AT_A_TIME);
    }

    @Override
    public void noticeNotPlayed() {} // Nobody is joined with who leaves a message.

    @Override
    public synchronized void ended() {
        if (over) {
            return;
        }
        over = true;
        if (taken == 0 || !isEnough()) {
            tape.discard();
        } else {
            tape.ended();
        }
    }

    private static long bytesOf(Duration duration) {
        return duration.toMillis() * 8 * FRAME_BYTES;
    }

    private static Duration durationOf(long bytes) {
        return Duration.ofMillis(bytes / (8 * FRAME_BYTES));
    }
}
