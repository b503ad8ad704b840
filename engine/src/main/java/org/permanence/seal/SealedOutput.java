package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/// Where sealed bytes go: written from the first to the last, never changed.
public interface SealedOutput extends WritableByteChannel {

    /// Returns once what was written survives a power cut.
    void force() throws IOException;

    /// A file that was opened for writing.
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
