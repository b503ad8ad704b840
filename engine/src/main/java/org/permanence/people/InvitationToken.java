package org.permanence.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The secret of an invitation: 256 random bits. Its holder becomes the invited person. Never prints itself, and is
/// never stored: the database has its SHA-256.
public final class InvitationToken {

    private static final int BYTES = 32;
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private InvitationToken(String text) {
        this.text = text;
    }

    static InvitationToken create() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new InvitationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /// Reads a token.
    ///
    /// @throws IllegalArgumentException if it is not 43 characters of base64url; the message never contains it
    public static InvitationToken parse(String text) {
        if (!FORMAT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "token: unreadable (expected: the 43 characters that the invitation showed)");
        }
        return new InvitationToken(text);
    }

    /// The token in base64url, to be shown once to the person who hands it over.
    public String text() {
        return text;
    }

    /// Its SHA-256 in lower-case hex.
    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // Every JDK has SHA-256.
        }
    }

    @Override
    public String toString() {
        return "[token]";
    }
}
