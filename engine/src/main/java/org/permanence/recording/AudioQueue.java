package org.permanence.recording;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.permanence.seal.Gap;

/// The bounded queue of one recording: audio and gaps in their order. A gap enters the queue when audio follows it,
/// or when it is flushed. Not thread-safe: its [RecordingPipeline] guards it.
final class AudioQueue {

    sealed interface Item {

        record Audio(ByteBuffer frames) implements Item {}

        record Missing(long frames, Gap.Reason reason) implements Item {}
    }

    private final int maxBytes;
    private final Deque<Item> items = new ArrayDeque<>();
    private int queuedBytes;
    private long missingFrames;
    private Gap.Reason missingReason = Gap.Reason.PAUSED;

    AudioQueue(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Adds a copy of `frames`.
    ///
    /// @return false if the queue is full
    boolean add(ByteBuffer frames) {
        if (queuedBytes + frames.remaining() > maxBytes) {
            return false;
        }
        flushMissing();
        var copy = ByteBuffer.allocate(frames.remaining()).put(frames).flip();
        queuedBytes += copy.remaining();
        items.add(new Item.Audio(copy));
        return true;
    }

    /// Adds a gap. Gaps with the same reason become one.
    void addMissing(long frames, Gap.Reason reason) {
        if (reason != missingReason) {
            flushMissing();
        }
        missingReason = reason;
        missingFrames += frames;
    }

    void flushMissing() {
        if (missingFrames > 0) {
            items.add(new Item.Missing(missingFrames, missingReason));
            missingFrames = 0;
        }
    }

    /// The next item; null if the queue is empty.
    @Nullable
    Item poll() {
        Item item = items.poll();
        if (item instanceof Item.Audio(ByteBuffer audio)) {
            queuedBytes -= audio.remaining();
        }
        return item;
    }

    void clear() {
        items.clear();
        queuedBytes = 0;
    }
}
