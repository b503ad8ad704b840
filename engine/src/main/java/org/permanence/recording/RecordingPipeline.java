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
final class RecordingPipeline implements AudioListener {

    /// Some 65 seconds of sound: a disk that hangs longer than that costs a stretch of the recording.
    static final int MAX_QUEUED_BYTES = 2 * 1024 * 1024;

    private static final int FRAME_BYTES = 4;
    private static final int FRAMES_PER_SECOND = 8_000;

    /// Asterisk hands a second of sound over at a time; what is later than this was lost on the way.
    private static final Duration MAX_DELAY = Duration.ofSeconds(3);

    private static final Duration USUAL_DELAY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RecordingPipeline.class);

    private enum State {
        /// Nobody talks yet, or nobody has asked for it.
        READY,
        RUNNING,
        PAUSED,
        ENDED
    }

    private sealed interface Item {

        record Audio(ByteBuffer frames) implements Item {}

        record Missing(long frames, Gap.Reason reason) implements Item {}
    }

    private final SealedRecordingWriter recordingWriter;
    private final Executor sealer;
    private final InstantSource clock;
    private final RecordingServices.LossListener lossListener;
    private final Runnable onFinished;
    private final Deque<Item> queue = new ArrayDeque<>();
    private final byte[] partialFrame = new byte[FRAME_BYTES];

    private State state = State.READY;
    private boolean discarded;
    private boolean scheduled;
    private boolean hasAudio;
    private int partialFrameBytes;
    private int queuedBytes;
    private long missingFrames;
    private Gap.Reason missingReason = Gap.Reason.PAUSED;
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

    /// Whom the caller talks with.
    void assistantConnected(Login assistant) {
        sealer.execute(() -> recordingWriter.assistantConnected(assistant));
    }

    /// Whoever leaves a message wants to be called back there.
    void setCallbackNumber(PhoneNumber number, boolean confirmed) {
        sealer.execute(() -> recordingWriter.setCallbackNumber(number, confirmed));
    }

    /// Nobody will say any more where to call back.
    void closeNumberSealer() {
        sealer.execute(recordingWriter::closeNumberSealer);
    }

    /// From the next sound on it is kept, unless there is a pause.
    synchronized void start() {
        if (state == State.READY) {
            state = State.RUNNING;
        }
    }

    /// What is said from now on is kept.
    synchronized void resume() {
        if (state == State.READY || state == State.PAUSED) {
            state = State.RUNNING;
            resumedAt = clock.instant();
            sealer.execute(() -> recordingWriter.setPaused(false));
        }
    }

    /// From the next sound on nothing is kept but how long it was.
    ///
    /// @return whether it was kept until now
    synchronized boolean pause() {
        boolean wasRunning = state == State.RUNNING;
        if (wasRunning) {
            state = State.PAUSED;
            sealer.execute(() -> recordingWriter.setPaused(true));
        }
        return wasRunning;
    }

    /// Nothing is kept any more, and what was goes.
    synchronized void discard() {
        if (!discarded) {
            discarded = true;
            state = State.ENDED;
            queue.clear();
            queuedBytes = 0;
            schedule();
        }
    }

    /// Begins with a stretch of which nothing was heard, up to now.
    synchronized void addMissing(Duration length) {
        long lost = framesOf(length);
        setStart(clock.instant().minus(length));
        frames += lost;
        addMissing(lost, Gap.Reason.ENGINE_GONE);
    }

    @Override
    public synchronized void onAudio(ByteBuffer audio) {
        ByteBuffer whole = wholeFrames(audio);
        long received = whole.remaining() / FRAME_BYTES;
        switch (state) {
            case READY, ENDED -> {}
            case PAUSED -> {
                fillDelay(received);
                addMissing(received, Gap.Reason.PAUSED);
            }
            case RUNNING -> {
                fillDelay(received);
                enqueue(audioSinceResumed(whole));
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
        if (state != State.ENDED) {
            state = State.ENDED;
            if (hasAudio) { // A gap alone is no recording.
                flushMissing();
            }
            schedule();
        }
    }

    /// What was taken so far is made durable.
    void sync() {
        sealer.execute(recordingWriter::sync);
    }

    /// A pipe may be read in the middle of a frame.
    private ByteBuffer wholeFrames(ByteBuffer audio) {
        if (partialFrameBytes == 0 && audio.remaining() % FRAME_BYTES == 0) {
            return audio;
        }
        var whole = ByteBuffer.allocate(partialFrameBytes + audio.remaining());
        whole.put(partialFrame, 0, partialFrameBytes).put(audio).flip();
        partialFrameBytes = whole.remaining() % FRAME_BYTES;
        whole.get(whole.limit() - partialFrameBytes, partialFrame, 0, partialFrameBytes);
        return whole.limit(whole.limit() - partialFrameBytes);
    }

    /// Asterisk hands over a second of sound at a time: what comes now may have been said while nobody was to keep
    /// it.
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
            addMissing(skipped, Gap.Reason.PAUSED);
        }
        return whole.position(whole.position() + (int) skipped * FRAME_BYTES);
    }

    /// Keeps the recording in step with the clock: what the switch had to throw away is silence of that length.
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
        if (queuedBytes + whole.remaining() > MAX_QUEUED_BYTES) {
            frames -= whole.remaining() / FRAME_BYTES;
            recordLoss(whole.remaining() / FRAME_BYTES);
            return;
        }
        hasAudio = true;
        flushMissing();
        var copy = ByteBuffer.allocate(whole.remaining()).put(whole).flip();
        queuedBytes += copy.remaining();
        queue.add(new Item.Audio(copy));
        schedule();
    }

    private void recordLoss(long lost) {
        frames += lost;
        lossListener.onFramesLost(lost);
        addMissing(lost, Gap.Reason.READER_BEHIND);
    }

    private void addMissing(long lost, Gap.Reason reason) {
        if (reason != missingReason) {
            flushMissing();
        }
        missingReason = reason;
        missingFrames += lost;
    }

    private void flushMissing() {
        if (missingFrames > 0) {
            queue.add(new Item.Missing(missingFrames, missingReason));
            missingFrames = 0;
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
        if (item instanceof Item.Audio(ByteBuffer audio)) {
            queuedBytes -= audio.remaining();
        }
        scheduled = item != null;
        return item;
    }

    private void finishIfEnded() {
        boolean isDiscarded;
        synchronized (this) {
            if (state != State.ENDED || scheduled) { // The end may have come with more to take: it does that first.
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
