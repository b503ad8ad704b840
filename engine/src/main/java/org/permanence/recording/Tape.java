package org.permanence.recording;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.permanence.assistant.Login;
import org.permanence.call.AudioListener;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.Gap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One recording while it is made: what the switch's thread hears goes into a bounded queue, and the sealer's
/// thread takes it from there into the vault. Whoever speaks waits for neither.
///
/// What must not be kept is dropped here, on the switch's own thread, before it is queued: a pause and an
/// objection hold from the next sound on, and a pause until what is said after it, not what comes after it.
final class Tape implements AudioListener {

    /// Some 65 seconds of sound: a disk that hangs longer than that costs a stretch of the recording.
    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final int FRAME_BYTES = 4;
    private static final int FRAMES_A_SECOND = 8_000;

    /// Asterisk hands a second of sound over at a time; what is later than this was lost on the way.
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final Duration USUAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Tape.class);

    private enum Progress {
        /// Nobody talks yet, or nobody has asked for it.
        READY,
        RUNNING,
        PAUSED,
        OVER
    }

    private sealed interface Piece {

        record Sound(ByteBuffer frames) implements Piece {}

        record Missing(long frames, Gap.Why why) implements Piece {}
    }

    private final Keeping keeping;
    private final Executor sealer;
    private final InstantSource clock;
    private final KeepingKit.Watch watch;
    private final Runnable whenKept;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final byte[] cut = new byte[FRAME_BYTES];

    private Progress progress = Progress.READY;
    private boolean discarded;
    private boolean scheduled;
    private boolean taken;
    private int cutBytes;
    private int queuedBytes;
    private long missing;
    private Gap.Why why = Gap.Why.PAUSED;
    private @Nullable Instant began;
    private @Nullable Instant resumed;
    private long frames;

    Tape(Keeping keeping, Executor sealer, InstantSource clock, KeepingKit.Watch watch, Runnable whenKept) {
        this.keeping = keeping;
        this.sealer = sealer;
        this.clock = clock;
        this.watch = watch;
        this.whenKept = whenKept;
    }

    /// Whom the caller talks with.
    void talkingWith(Login assistant) {
        sealer.execute(() -> keeping.talkedWith(assistant));
    }

    /// Whoever leaves a message wants to be called back there.
    void callBack(PhoneNumber number, boolean confirmed) {
        sealer.execute(() -> keeping.callBack(number, confirmed));
    }

    /// Nobody will say any more where to call back.
    void forgetNumbers() {
        sealer.execute(keeping::forgetNumbers);
    }

    /// From the next sound on it is kept, unless there is a pause.
    synchronized void begin() {
        if (progress == Progress.READY) {
            progress = Progress.RUNNING;
        }
    }

    /// What is said from now on is kept.
    synchronized void resume() {
        if (progress == Progress.READY || progress == Progress.PAUSED) {
            progress = Progress.RUNNING;
            resumed = clock.instant();
            sealer.execute(() -> keeping.paused(false));
        }
    }

    /// From the next sound on nothing is kept but how long it was.
    ///
    /// @return whether it was kept until now
    synchronized boolean pause() {
        boolean running = progress == Progress.RUNNING;
        if (running) {
            progress = Progress.PAUSED;
            sealer.execute(() -> keeping.paused(true));
        }
        return running;
    }

    /// Nothing is kept any more, and what was goes.
    synchronized void discard() {
        if (!discarded) {
            discarded = true;
            progress = Progress.OVER;
            pieces.clear();
            queuedBytes = 0;
            schedule();
        }
    }

    /// Begins with a stretch of which nothing was heard, up to now.
    synchronized void miss(Duration stretch) {
        long lost = framesOf(stretch);
        begins(clock.instant().minus(stretch));
        frames += lost;
        miss(lost, Gap.Why.ENGINE_GONE);
    }

    @Override
    public synchronized void onAudio(ByteBuffer sound) {
        ByteBuffer whole = wholeFrames(sound);
        long heard = whole.remaining() / FRAME_BYTES;
        switch (progress) {
            case READY, OVER -> {}
            case PAUSED -> {
                countLate(heard);
                miss(heard, Gap.Why.PAUSED);
            }
            case RUNNING -> {
                countLate(heard);
                take(saidSinceResumed(whole));
            }
        }
    }

    @Override
    public void noticeNotPlayed() {
        LOG.atError().log("recording.untold");
        discard();
    }

    @Override
    public synchronized void ended() {
        if (progress != Progress.OVER) {
            progress = Progress.OVER;
            if (taken) { // A gap alone is no recording.
                addMissing();
            }
            schedule();
        }
    }

    /// What was taken so far is made durable.
    void sync() {
        sealer.execute(keeping::sync);
    }

    /// A pipe may be read in the middle of a frame.
    private ByteBuffer wholeFrames(ByteBuffer sound) {
        if (cutBytes == 0 && sound.remaining() % FRAME_BYTES == 0) {
            return sound;
        }
        var whole = ByteBuffer.allocate(cutBytes + sound.remaining());
        whole.put(cut, 0, cutBytes).put(sound).flip();
        cutBytes = whole.remaining() % FRAME_BYTES;
        whole.get(whole.limit() - cutBytes, cut, 0, cutBytes);
        return whole.limit(whole.limit() - cutBytes);
    }

    /// Asterisk hands over a second of sound at a time: what comes now may have been said while nobody was to keep
    /// it.
    private ByteBuffer saidSinceResumed(ByteBuffer whole) {
        if (resumed == null || began == null) {
            return whole;
        }
        long heard = whole.remaining() / FRAME_BYTES;
        long before = framesOf(Duration.between(began, resumed)) - (frames - heard);
        if (before < heard) {
            resumed = null;
        }
        long unkept = Math.clamp(before, 0, heard);
        if (unkept > 0) {
            miss(unkept, Gap.Why.PAUSED);
        }
        return whole.position(whole.position() + (int) unkept * FRAME_BYTES);
    }

    /// Keeps the recording in step with the clock: what the switch had to throw away is silence of that length.
    private void countLate(long heard) {
        Instant now = clock.instant();
        Instant start = began == null ? begins(now.minus(durationOf(heard))) : began;
        Duration late = Duration.between(start, now).minus(durationOf(frames + heard));
        if (late.compareTo(LATE) > 0) {
            behind(framesOf(late.minus(USUAL)));
        }
        frames += heard;
    }

    private Instant begins(Instant moment) {
        began = moment;
        sealer.execute(() -> keeping.began(moment));
        return moment;
    }

    private void take(ByteBuffer whole) {
        if (!whole.hasRemaining()) {
            return;
        }
        if (queuedBytes + whole.remaining() > MOST_BYTES) {
            frames -= whole.remaining() / FRAME_BYTES;
            behind(whole.remaining() / FRAME_BYTES);
            return;
        }
        taken = true;
        addMissing();
        var copy = ByteBuffer.allocate(whole.remaining()).put(whole).flip();
        queuedBytes += copy.remaining();
        pieces.add(new Piece.Sound(copy));
        schedule();
    }

    private void behind(long lost) {
        frames += lost;
        watch.behind(lost);
        miss(lost, Gap.Why.READER_BEHIND);
    }

    private void miss(long lost, Gap.Why reason) {
        if (reason != why) {
            addMissing();
        }
        why = reason;
        missing += lost;
    }

    private void addMissing() {
        if (missing > 0) {
            pieces.add(new Piece.Missing(missing, why));
            missing = 0;
        }
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            sealer.execute(this::drain);
        }
    }

    /// On the sealer's thread.
    private void drain() {
        Piece piece = next();
        while (piece != null) {
            switch (piece) {
                case Piece.Sound(ByteBuffer sound) -> keeping.append(sound);
                case Piece.Missing(long lost, Gap.Why reason) -> keeping.gap(lost, reason);
            }
            piece = next();
        }
        finishIfOver();
    }

    private synchronized @Nullable Piece next() {
        Piece piece = pieces.poll();
        if (piece instanceof Piece.Sound(ByteBuffer sound)) {
            queuedBytes -= sound.remaining();
        }
        scheduled = piece != null;
        return piece;
    }

    private void finishIfOver() {
        boolean goes;
        synchronized (this) {
            if (progress != Progress.OVER
                    || scheduled) { // The end may have come with more to take: it does that first.
                return;
            }
            goes = discarded;
        }
        if (goes) {
            keeping.discard();
        } else {
            keeping.seal();
        }
        whenKept.run();
    }

    private static Duration durationOf(long frames) {
        return Duration.ofNanos(frames * 1_000_000_000L / FRAMES_A_SECOND);
    }

    private static long framesOf(Duration duration) {
        return duration.toNanos() * FRAMES_A_SECOND / 1_000_000_000L;
    }
}
