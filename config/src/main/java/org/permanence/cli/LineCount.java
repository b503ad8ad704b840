package org.permanence.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Counts the lines of a text while it is written.
final class LineCount {

    private long lines;

    /// How many line feeds were written so far.
    long lines() {
        return lines;
    }

    /// A channel that passes everything on to `out`.
    WritableByteChannel countingTo(WritableByteChannel out) {
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                int start = bytes.position();
                int written = out.write(bytes);
                for (int at = start; at < start + written; at++) {
                    lines += bytes.get(at) == '\n' ? 1 : 0;
                }
                return written;
            }

            @Override
            public boolean isOpen() {
                return out.isOpen();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
