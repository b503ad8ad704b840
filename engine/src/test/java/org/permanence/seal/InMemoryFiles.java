package org.permanence.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/// Files in memory.
public final class InMemoryFiles {

    /// A file to read.
    public static final class File implements SeekableByteChannel {

        private final byte[] bytes;
        private int position;

        public File(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer to) {
            if (position >= bytes.length) {
                return -1;
            }
            int length = Math.min(to.remaining(), bytes.length - position);
            to.put(bytes, position, length);
            position += length;
            return length;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new UnsupportedOperationException("file: read-only");
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long to) {
            position = (int) to;
            return this;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException("file: read-only");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /// A file to write.
    static final class OutputFile implements SealedOutput {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int capacity;

        OutputFile() {
            this(Integer.MAX_VALUE);
        }

        /// A file on a disk with that many free bytes.
        OutputFile(int capacity) {
            this.capacity = capacity;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int length = from.remaining();
            if (length > capacity - bytes.size()) {
                throw new IOException("disk: full");
            }
            byte[] copy = new byte[length];
            from.get(copy);
            bytes.writeBytes(copy);
            return length;
        }

        @Override
        public void force() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private InMemoryFiles() {}
}
