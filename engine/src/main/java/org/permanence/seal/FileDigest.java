package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The SHA-256 of a file, in the form of [Sealed#sha256()].
public final class FileDigest {

    private FileDigest() {}

    /// Reads the whole file.
    ///
    /// @return 64 lower-case hex digits
    public static String of(SeekableByteChannel file) throws IOException {
        MessageDigest digest = Primitives.sha256();
        var buffer = ByteBuffer.allocate(64 * 1024);
        file.position(0);
        while (file.read(buffer.clear()) >= 0) {
            digest.update(buffer.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
