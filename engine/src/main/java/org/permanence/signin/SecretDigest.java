package org.permanence.signin;

import org.permanence.text.Sha256;

/// The SHA-256 of a random secret of 112 bits or more. A copy of the database does not give the secret back.
///
/// @param hex 64 lower-case hex digits
public record SecretDigest(String hex) {

    public SecretDigest {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("digest: unreadable (expected: 64 hex digits)");
        }
    }

    /// The digest of a secret.
    public static SecretDigest of(String secret) {
        return new SecretDigest(Sha256.hex(secret));
    }

    @Override
    public String toString() {
        return "[digest]";
    }
}
