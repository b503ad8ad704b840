package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.permanence.seal.RecordingId;

/// A file in a remote store, read in chunks. The first chunk after a seek is small, so that audio starts fast;
/// chunks grow while the reading is sequential. For one thread.
final class RemoteFileChannel implements SeekableByteChannel {

    private static final int MIN_CHUNK_BYTES = 64 * 1024;
    private static final int MAX_CHUNK_BYTES = 1024 * 1024;

    private final ObjectStore store;
    private final RecordingId recording;
    private final long size;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private long chunkStart;
    private long position;
    private boolean open = true;

    RemoteFileChannel(ObjectStore store, RecordingId recording) throws IOException {
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
        if (position < chunkStart || position >= chunkStart + chunk.limit()) {
            fetchChunk();
        }
        int offset = (int) (position - chunkStart);
        int length = Math.min(to.remaining(), chunk.limit() - offset);
        to.put(chunk.slice(offset, length));
        position += length;
        return length;
    }

    private void fetchChunk() throws IOException {
        boolean isSequential = position > 0 && position == chunkStart + chunk.limit();
        int length = isSequential
                ? Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, 2 * chunk.limit()))
                : MIN_CHUNK_BYTES;
        var fetched = ByteBuffer.allocate((int) Math.min(length, size - position));
        store.read(recording, position, fetched);
        chunk = fetched.flip();
        chunkStart = position;
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
