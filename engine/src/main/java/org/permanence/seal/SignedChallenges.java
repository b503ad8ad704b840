package org.permanence.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Challenges that the installation recognizes as its own without having stored them: 16 random bytes, the time of
/// issue in milliseconds since 1970 in 8 bytes, and the HMAC-SHA-256 over both and the purpose, in base64url.
public final class SignedChallenges {

    private static final int RANDOM_BYTES = 16;
    private static final int HEAD_BYTES = RANDOM_BYTES + Long.BYTES;
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{75}");

    private final MacKey key;

    public SignedChallenges(KeyChain keys) {
        key = new MacKey(keys::withChallengeKey);
    }

    /// Issues a challenge, in base64url.
    ///
    /// @param purpose words without line feeds
    public String issue(Instant now, String... purpose) {
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(Primitives.random(RANDOM_BYTES))
                .putLong(now.toEpochMilli())
                .array();
        return Primitives.base64(sign(head, purpose));
    }

    /// When the challenge was issued; empty unless this installation issued it for that purpose.
    public Optional<Instant> issuedAt(String challenge, String... purpose) {
        if (!FORMAT.matcher(challenge).matches()) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(challenge);
        byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
        byte[] expected = Primitives.base64(sign(head, purpose)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, challenge.getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(Instant.ofEpochMilli(
                        ByteBuffer.wrap(head).position(RANDOM_BYTES).getLong()))
                : Optional.empty();
    }

    private byte[] sign(byte[] head, String... purpose) {
        String[] words = Arrays.copyOf(purpose, purpose.length + 1);
        words[purpose.length] = Primitives.base64(head);
        byte[] message = KeyWrap.associatedData("challenge", words);
        byte[] signature = key.sign(message);
        return ByteBuffer.allocate(HEAD_BYTES + signature.length)
                .put(head)
                .put(signature)
                .array();
    }
}
