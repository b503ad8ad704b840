package org.permanence.recording;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.permanence.assistant.Login;
import org.permanence.call.AudioListener;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.AudioQueue.Item;
import org.permanence.seal.Gap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One recording in progress. The switch's thread delivers audio into a bounded queue; the sealer's thread takes it
/// from there and stores it. The conversation waits for neither.
///
/// Audio that must not be stored is dropped on the switch's thread, before the queue. A pause or an objection
/// applies from the next audio on. After a pause, audio that was spoken during it is dropped too, even if it
/// arrives later.
final class RecordingPipeline implements AudioListener {

    /// About 65 seconds of audio. If storage stalls for longer, the recording has a gap.
    static final int MAX_QUEUED_BYTES = 2 * 1024 * 1024;

    private static final int FRAME_BYTES = 4;
    private static final int FRAMES_PER_SECOND = 8_000;

    /// Asterisk delivers audio in blocks of one second. Audio that is later than this counts as lost.
    private static final Duration MAX_DELAY = Duration.ofSeconds(3);

    private static final Duration USUAL_DELAY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RecordingPipeline.class);

    private enum State {
        /// No conversation yet, or the assistant has not started the recording.
        READY,
        RUNNING,
        PAUSED,
        ENDED
    }

    private final SealedRecordingWriter recordingWriter;
    private final Executor sealer;
    private final InstantSource clock;
    private final RecordingServices.LossListener lossListener;
    private final Runnable onFinished;
    private final AudioQueue queue = new AudioQueue(MAX_QUEUED_BYTES);
    private final FrameAligner frameAligner = new FrameAligner(FRAME_BYTES);

    private State state = State.READY;
    private boolean discarded;
    private boolean scheduled;
    private boolean hasAudio;
    private @Nullable Instant startedAt;
    private @Nullable Instant resumedAt;
    private long frames;

    RecordingPipeline(
            SealedRecordingWriter recordingWriter,
            Executor sealer,
            InstantSource clock,
            RecordingServices.LossListener lossListener,
            Runnable onFinished) {
        this.recordingWriter = recordingWriter;
        this.sealer = sealer;
        this.clock = clock;
        this.lossListener = lossListener;
        this.onFinished = onFinished;
    }

    /// The caller is connected to this assistant.
    void assistantConnected(Login assistant) {
        sealer.execute(() -> recordingWriter.assistantConnected(assistant));
    }

    /// The caller of a message asks to be called back at this number.
    void setCallbackNumber(PhoneNumber number, boolean confirmed) {
        sealer.execute(() -> recordingWriter.setCallbackNumber(number, confirmed));
    }

    /// Accepts no callback number afterwards.
    void closeNumberSealer() {
        sealer.execute(recordingWriter::closeNumberSealer);
    }

    /// Stores the audio from the next block on, unless the recording is paused.
    synchronized void start() {
        if (state == State.READY) {
            state = State.RUNNING;
        }
    }

    /// Stores the audio that is spoken from now on.
    synchronized void resume() {
        if (state == State.READY || state == State.PAUSED) {
            state = State.RUNNING;
            resumedAt = clock.instant();
            sealer.execute(() -> recordingWriter.setPaused(false));
        }
    }

    /// Stores silence of the same length from the next block on.
    ///
    /// @return whether audio was stored until now
    synchronized boolean pause() {
        boolean wasRunning = state == State.RUNNING;
        if (wasRunning) {
            state = State.PAUSED;
            sealer.execute(() -> recordingWriter.setPaused(true));
        }
        return wasRunning;
    }

    /// Stops storing audio, and deletes what was stored.
    synchronized void discard() {
        if (!discarded) {
            discarded = true;
            state = State.ENDED;
            queue.clear();
            schedule();
        }
    }

    /// Starts the recording with a gap of this length that ends now.
    synchronized void addMissing(Duration length) {
        long lost = framesOf(length);
        setStart(clock.instant().minus(length));
        frames += lost;
        queue.addMissing(lost, Gap.Reason.ENGINE_GONE);
    }

    @Override
    public synchronized void onAudio(ByteBuffer audio) {
        ByteBuffer whole = frameAligner.align(audio);
        long received = whole.remaining() / FRAME_BYTES;
        switch (state) {
            case READY, ENDED -> {}
            case PAUSED -> {
                fillDelay(received);
                queue.addMissing(received, Gap.Reason.PAUSED);
            }
            case RUNNING -> {
                fillDelay(received);
                enqueue(audioSinceResumed(whole));
            }
        }
    }

    @Override
    public void noticeNotPlayed() {
        LOG.atError().log("recording.notice-not-played");
        discard();
    }

    @Override
    public synchronized void ended() {
        if (state != State.ENDED) {
            state = State.ENDED;
            if (hasAudio) { // A gap alone is no recording.
                queue.flushMissing();
            }
            schedule();
        }
    }

    /// Flushes the audio so far to durable storage.
    void sync() {
        sealer.execute(recordingWriter::sync);
    }

    /// The part of a block that was spoken after the pause ended. Asterisk delivers a second of audio at a time.
    private ByteBuffer audioSinceResumed(ByteBuffer whole) {
        if (resumedAt == null || startedAt == null) {
            return whole;
        }
        long received = whole.remaining() / FRAME_BYTES;
        long framesBeforeResume = framesOf(Duration.between(startedAt, resumedAt)) - (frames - received);
        if (framesBeforeResume < received) {
            resumedAt = null;
        }
        long skipped = Math.clamp(framesBeforeResume, 0, received);
        if (skipped > 0) {
            queue.addMissing(skipped, Gap.Reason.PAUSED);
        }
        return whole.position(whole.position() + (int) skipped * FRAME_BYTES);
    }

    /// Keeps the recording in step with the clock: audio that the switch dropped becomes silence of the same
    /// length.
    private void fillDelay(long received) {
        Instant now = clock.instant();
        Instant start = startedAt == null ? setStart(now.minus(durationOf(received))) : startedAt;
        Duration delay = Duration.between(start, now).minus(durationOf(frames + received));
        if (delay.compareTo(MAX_DELAY) > 0) {
            recordLoss(framesOf(delay.minus(USUAL_DELAY)));
        }
        frames += received;
    }

    private Instant setStart(Instant start) {
        startedAt = start;
        sealer.execute(() -> recordingWriter.startedAt(start));
        return start;
    }

    private void enqueue(ByteBuffer whole) {
        if (!whole.hasRemaining()) {
            return;
        }
        int received = whole.remaining() / FRAME_BYTES;
        if (queue.add(whole)) {
            hasAudio = true;
            schedule();
        } else {
            frames -= received;
            recordLoss(received);
        }
    }

    private void recordLoss(long lost) {
        frames += lost;
        lossListener.onFramesLost(lost);
        queue.addMissing(lost, Gap.Reason.READER_BEHIND);
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            sealer.execute(this::drain);
        }
    }

    /// Runs on the sealer's thread.
    private void drain() {
        Item item = nextItem();
        while (item != null) {
            switch (item) {
                case Item.Audio(ByteBuffer audio) -> recordingWriter.append(audio);
                case Item.Missing(long lost, Gap.Reason reason) -> recordingWriter.appendGap(lost, reason);
            }
            item = nextItem();
        }
        finishIfEnded();
    }

    private synchronized @Nullable Item nextItem() {
        Item item = queue.poll();
        scheduled = item != null;
        return item;
    }

    private void finishIfEnded() {
        boolean isDiscarded;
        synchronized (this) {
            if (state != State.ENDED || scheduled) { // The end may have come with items still queued: they go first.
                return;
            }
            isDiscarded = discarded;
        }
        if (isDiscarded) {
            recordingWriter.discard();
        } else {
            recordingWriter.seal();
        }
        onFinished.run();
    }

    private static Duration durationOf(long frames) {
        return Duration.ofNanos(frames * 1_000_000_000L / FRAMES_PER_SECOND);
    }

    private static long framesOf(Duration duration) {
        return duration.toNanos() * FRAMES_PER_SECOND / 1_000_000_000L;
    }
}
