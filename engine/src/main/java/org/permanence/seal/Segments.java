package org.permanence.seal;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.security.GeneralSecurityException;

/// The arithmetic of the ciphertext: segments of 4,096 bytes, each with a tag, the first with Tink's own header
/// too. A segment lost is an eighth of a second.
final class Segments {

    static final int BYTES = 4_096;

    /// Sound in a segment.
    static final int PLAINTEXT_BYTES = BYTES - 16;

    /// Sound in the first segment: Tink's header is a length byte, 32 bytes of salt and 7 of nonce.
    static final int FIRST_PLAINTEXT_BYTES = PLAINTEXT_BYTES - 40;

    private Segments() {}

    static StreamingAead cipher(DataKey key) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(key.bytes(), "HmacSha256", Primitives.KEY_BYTES, BYTES, 0);
    }

    /// Where the segment begins that holds the byte at `position`.
    static long startOf(long position) {
        return position < FIRST_PLAINTEXT_BYTES ? 0 : position - (position - FIRST_PLAINTEXT_BYTES) % PLAINTEXT_BYTES;
    }

    /// How many bytes still go into the segment that the byte at `position` is in.
    static int remainingAt(long position) {
        return (int) (startOf(position)
                + (position < FIRST_PLAINTEXT_BYTES ? FIRST_PLAINTEXT_BYTES : PLAINTEXT_BYTES)
                - position);
    }
}
