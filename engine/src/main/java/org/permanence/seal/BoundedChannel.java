package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/// Presents a part of a file as a file of its own, followed by zeros if it claims to be longer than the part.
/// Throws disk errors unchecked, because Tink's own IOExceptions mean that data was altered.
final class BoundedChannel implements SeekableByteChannel {

    private final SeekableByteChannel file;
    private final long start;
    private final long available;
    private final long size;
    private long position;

    /// @param available how many bytes come from the file
    /// @param size      how many bytes the channel has; zeros follow the available ones
    BoundedChannel(SeekableByteChannel file, long start, long available, long size) {
        this.file = file;
        this.start = start;
        this.available = available;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer to) {
        if (position >= size) {
            return -1;
        }
        int length = position < available ? readFile(to) : pad(to);
        position += Math.max(length, 0);
        return length;
    }

    private int readFile(ByteBuffer to) {
        int limit = to.limit();
        to.limit(to.position() + (int) Math.min(to.remaining(), available - position));
        try {
            return file.position(start + position).read(to);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } finally {
            to.limit(limit);
        }
    }

    private int pad(ByteBuffer to) {
        int length = (int) Math.min(to.remaining(), size - position);
        to.put(new byte[length]);
        return length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new UnsupportedOperationException("bounded channel: read-only");
    }

    @Override
    public SeekableByteChannel truncate(long to) {
        throw new UnsupportedOperationException("bounded channel: read-only");
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
