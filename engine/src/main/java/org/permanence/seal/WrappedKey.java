package org.permanence.seal;

import java.util.Base64;

/// A recording's key as the platform keeps it, in the database and not in the file. By itself it opens nothing.
///
/// @param bucket which key opens it
/// @param wrap  60 bytes, base64url
public record WrappedKey(BucketKeyId bucket, String wrap) {

    public WrappedKey {
        if (!wrap.matches("[A-Za-z0-9_-]{80}")) {
            throw new IllegalArgumentException("wrapped key: no wrap (expected: 60 bytes in base64url)");
        }
    }

    byte[] bytes() {
        return Base64.getUrlDecoder().decode(wrap);
    }
}
