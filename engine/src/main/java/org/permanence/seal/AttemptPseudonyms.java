package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Pseudonyms under which attempts to sign in are counted: HMAC-SHA-256 under the key that signs device cookies.
/// What was typed as a login may be a password, and a plain hash of a password or of a network address can be
/// guessed.
public final class AttemptPseudonyms {

    private final MacKey key;

    public AttemptPseudonyms(KeyChain keys) {
        key = new MacKey(keys::withDeviceCookieKey);
    }

    /// The pseudonym of a login, a network or a device: 64 lower-case hex digits.
    ///
    /// @param subject what attempts are counted for, unique among all kinds
    public String of(String subject) {
        byte[] message = ("prec1 sign-in-attempts\n" + subject).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(key.sign(message));
    }
}
