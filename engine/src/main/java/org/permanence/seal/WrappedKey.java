package org.permanence.seal;

import java.util.Base64;

/// A recording's key as the platform stores it: wrapped, and in the database instead of the file.
///
/// @param bucket the key that wraps it
/// @param wrap  60 bytes, base64url
public record WrappedKey(BucketKeyId bucket, String wrap) {

    public WrappedKey {
        if (!wrap.matches("[A-Za-z0-9_-]{80}")) {
            throw new IllegalArgumentException("wrapped key: malformed (expected: 60 bytes in base64url)");
        }
    }

    byte[] bytes() {
        return Base64.getUrlDecoder().decode(wrap);
    }
}
