package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.permanence.seal.RecordingId;

/// A file in a far store, read in stretches: a short one after a jump, so that the first sound comes fast, and longer
/// ones while it is read on. Belongs to one thread.
final class StoredFile implements SeekableByteChannel {

    private static final int SHORTEST = 64 * 1024;
    private static final int LONGEST = 1024 * 1024;

    private final ObjectStore store;
    private final RecordingId recording;
    private final long size;
    private ByteBuffer stretch = ByteBuffer.allocate(0);
    private long stretchAt;
    private long position;
    private boolean open = true;

    StoredFile(ObjectStore store, RecordingId recording) throws IOException {
        this.store = store;
        this.recording = recording;
        this.size = store.size(recording);
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        requireOpen();
        if (position >= size) {
            return -1;
        }
        if (position < stretchAt || position >= stretchAt + stretch.limit()) {
            fetch();
        }
        int at = (int) (position - stretchAt);
        int length = Math.min(to.remaining(), stretch.limit() - at);
        to.put(stretch.slice(at, length));
        position += length;
        return length;
    }

    private void fetch() throws IOException {
        boolean readOn = position > 0 && position == stretchAt + stretch.limit();
        int length = readOn ? Math.min(LONGEST, Math.max(SHORTEST, 2 * stretch.limit())) : SHORTEST;
        var fresh = ByteBuffer.allocate((int) Math.min(length, size - position));
        store.read(recording, position, fresh);
        stretch = fresh.flip();
        stretchAt = position;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        if (to < 0) {
            throw new IllegalArgumentException("position: " + to + " (expected: 0 or more)");
        }
        position = to;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    private void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
