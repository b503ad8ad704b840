package org.permanence.signin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of a random secret of 112 bits or more. A copy of the database does not give the secret back.
///
/// @param hex 64 lower-case hex digits
public record SecretDigest(String hex) {

    public SecretDigest {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("digest: unreadable (expected: 64 hex digits)");
        }
    }

    static SecretDigest of(byte[] secret) {
        try {
            return new SecretDigest(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // Every JDK has it.
        }
    }

    @Override
    public String toString() {
        return "[digest]";
    }
}
