package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/// A file of sealed bytes, written from the first to the last and never changed.
public interface SealedOutput extends WritableByteChannel {

    /// Returns when all written bytes survive a power cut.
    void force() throws IOException;

    /// Writes to a file that is open for writing.
    static SealedOutput of(FileChannel file) {
        return new SealedOutput() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                return file.write(bytes);
            }

            @Override
            public void force() throws IOException {
                file.force(false);
            }

            @Override
            public boolean isOpen() {
                return file.isOpen();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
