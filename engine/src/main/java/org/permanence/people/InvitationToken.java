package org.permanence.people;

import org.permanence.text.SecretToken;

/// The secret of an invitation. Its holder becomes the invited person.
public record InvitationToken(SecretToken secret) {

    static InvitationToken create() {
        return new InvitationToken(SecretToken.generate());
    }

    /// Reads a token.
    ///
    /// @throws IllegalArgumentException if it is not 43 characters of base64url; the message never contains it
    public static InvitationToken parse(String text) {
        return SecretToken.read(text)
                .map(InvitationToken::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "token: unreadable (expected: the 43 characters that the invitation showed)"));
    }

    /// The token in base64url, to be shown once to the person who hands it over.
    public String text() {
        return secret.text();
    }

    /// Its SHA-256 in lower-case hex.
    public String sha256() {
        return secret.sha256();
    }

    @Override
    public String toString() {
        return "[token]";
    }
}
