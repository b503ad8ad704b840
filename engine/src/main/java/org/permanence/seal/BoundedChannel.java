package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/// A stretch of a file, read as if it were all, with zeros after it if its size says more than the file has. A disk
/// that fails comes out unchecked: Tink's own faults are IOExceptions too, and mean a forgery.
final class BoundedChannel implements SeekableByteChannel {

    private final SeekableByteChannel file;
    private final long start;
    private final long available;
    private final long size;
    private long position;

    /// @param size  how long it claims to be
    /// @param available  how much of that is the file's
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
        throw new UnsupportedOperationException("view: only read");
    }

    @Override
    public SeekableByteChannel truncate(long to) {
        throw new UnsupportedOperationException("view: only read");
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
