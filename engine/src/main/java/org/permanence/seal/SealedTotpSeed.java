package org.permanence.seal;

/// The seed of a person's one-time codes, encrypted by [TotpSeeds].
///
/// @param text 48 bytes in base64url
public record SealedTotpSeed(String text) {

    public SealedTotpSeed {
        if (!text.matches("[A-Za-z0-9_-]{64}")) {
            throw new IllegalArgumentException("sealed seed: unreadable (expected: 48 bytes in base64url)");
        }
    }
}
