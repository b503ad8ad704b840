package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// One key under another, bound to what it is for: a wrap that is moved to another place, practice or recording does
/// not open there.
final class Wrap {

    private Wrap() {}

    /// What a wrap is bound to: words without line ends, one a line.
    static byte[] bound(String purpose, String... words) {
        return ("prec1 " + purpose + "\n" + String.join("\n", words)).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] close(byte[] key, byte[] secret, byte[] associated) {
        try {
            return Primitives.wrap(key, secret, associated);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] open(byte[] key, byte[] wrapped, byte[] associated) {
        try {
            return Primitives.unwrap(key, wrapped, associated);
        } catch (GeneralSecurityException refused) {
            throw refused(refused);
        }
    }

    static SealException refused(Exception cause) {
        return new SealException(
                Refusal.WRAP_REFUSED, "wrapped key: does not open (expected: as it was wrapped, for this)", cause);
    }
}
