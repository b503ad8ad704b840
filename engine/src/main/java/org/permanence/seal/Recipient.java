package org.permanence.seal;

import java.util.Base64;

/// A recording's key, wrapped for one of the practice's own keys, in the file's header.
///
/// @param kid  the id of the practice's key
/// @param wrap the data key under HPKE, base64url: 32 bytes of the sender's key share, 32 of ciphertext, 16 of tag
public record Recipient(String kid, String wrap) {

    private static final int WRAP_BYTES = 80;

    public Recipient {
        if (!kid.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("recipient: malformed key id (expected: 16 lower-case hex digits)");
        }
        if (!wrap.matches("[A-Za-z0-9_-]{107}") || Base64.getUrlDecoder().decode(wrap).length != WRAP_BYTES) {
            throw new IllegalArgumentException("recipient: malformed wrap (expected: 80 bytes in base64url)");
        }
    }

    byte[] wrapped() {
        return Base64.getUrlDecoder().decode(wrap);
    }
}
