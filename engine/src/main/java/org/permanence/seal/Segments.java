package org.permanence.seal;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.security.GeneralSecurityException;

/// The layout of the ciphertext: segments of 4,096 bytes, each with a tag, the first with Tink's header too. A
/// segment has an eighth of a second of audio.
final class Segments {

    static final int BYTES = 4_096;

    /// The audio in a segment.
    static final int PLAINTEXT_BYTES = BYTES - 16;

    /// The audio in the first segment: Tink's header has a length byte, 32 bytes of salt and 7 of nonce.
    static final int FIRST_PLAINTEXT_BYTES = PLAINTEXT_BYTES - 40;

    private Segments() {}

    static StreamingAead cipher(DataKey key) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(key.bytes(), "HmacSha256", Primitives.KEY_BYTES, BYTES, 0);
    }

    /// The position at which the segment with the byte at `position` begins.
    static long startOf(long position) {
        return position < FIRST_PLAINTEXT_BYTES ? 0 : position - (position - FIRST_PLAINTEXT_BYTES) % PLAINTEXT_BYTES;
    }

    /// How many bytes fit from `position` to the end of its segment.
    static int remainingAt(long position) {
        return (int) (startOf(position)
                + (position < FIRST_PLAINTEXT_BYTES ? FIRST_PLAINTEXT_BYTES : PLAINTEXT_BYTES)
                - position);
    }
}
