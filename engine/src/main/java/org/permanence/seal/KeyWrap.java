package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// One key under another, bound to what it is for: a wrap that is moved to another place, practice or recording
/// does not open there.
final class KeyWrap {

    private KeyWrap() {}

    /// What a wrap is bound to: words without line ends, one a line.
    static byte[] associatedData(String purpose, String... words) {
        return ("prec1 " + purpose + "\n" + String.join("\n", words)).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] wrap(byte[] key, byte[] secret, byte[] associated) {
        try {
            return Primitives.wrap(key, secret, associated);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] unwrap(byte[] key, byte[] wrapped, byte[] associated) {
        try {
            return Primitives.unwrap(key, wrapped, associated);
        } catch (GeneralSecurityException refused) {
            throw failure(refused);
        }
    }

    static SealException failure(Exception cause) {
        return new SealException(
                SealFailure.WRAP_REFUSED, "wrapped key: does not open (expected: as it was wrapped, for this)", cause);
    }
}
