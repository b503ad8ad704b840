package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// Wraps one key by another with AES-256-GCM, bound to its purpose: a wrap that is copied to another name, practice
/// or recording does not unwrap there.
final class KeyWrap {

    private KeyWrap() {}

    /// The purpose of a wrap as bytes: words without line feeds, one per line.
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
                SealFailure.WRAP_REFUSED,
                "wrapped key: refused (expected: unchanged, and wrapped for this purpose)",
                cause);
    }
}
