package org.permanence.signin;

import java.util.Optional;
import org.permanence.text.SecretToken;

/// The secret of a session. Its holder acts as the person who signed in.
public record SessionToken(SecretToken secret) {

    static SessionToken generate() {
        return new SessionToken(SecretToken.generate());
    }

    /// Reads a token as a client presents it; empty if it cannot be one.
    public static Optional<SessionToken> read(String text) {
        return SecretToken.read(text).map(SessionToken::new);
    }

    /// The token for the client: 43 characters of base64url.
    public String text() {
        return secret.text();
    }

    SecretDigest digest() {
        return new SecretDigest(secret.sha256());
    }

    @Override
    public String toString() {
        return "[session token]";
    }
}
