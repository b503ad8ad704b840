package org.permanence.text;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A secret of 256 random bits that a person or a program holds. Never prints itself; stores have its SHA-256.
///
/// @param text 43 characters of base64url
public record SecretToken(String text) {

    private static final int BYTES = 32;
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @throws IllegalArgumentException if it cannot be a token; the message never contains it
    public SecretToken {
        if (!isToken(text)) {
            throw new IllegalArgumentException("token: unreadable (expected: 43 characters of base64url)");
        }
    }

    public static SecretToken generate() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new SecretToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /// Reads a token; empty if the text cannot be one.
    public static Optional<SecretToken> read(String text) {
        return isToken(text) ? Optional.of(new SecretToken(text)) : Optional.empty();
    }

    private static boolean isToken(String text) {
        return FORMAT.matcher(text).matches();
    }

    /// Its SHA-256 in lower-case hex.
    public String sha256() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "[token]";
    }
}
