package org.permanence.signin;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The secret of a session: 256 random bits. Its holder acts as the person who signed in. Never prints itself; the
/// store has its SHA-256.
public final class SessionToken {

    private static final int BYTES = 32;
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private SessionToken(String text) {
        this.text = text;
    }

    static SessionToken generate() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /// Reads a token as a client presents it; empty if it cannot be one.
    public static Optional<SessionToken> read(String text) {
        return FORMAT.matcher(text).matches() ? Optional.of(new SessionToken(text)) : Optional.empty();
    }

    /// The token for the client: 43 characters of base64url.
    public String text() {
        return text;
    }

    SecretDigest digest() {
        return SecretDigest.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "[session token]";
    }
}
