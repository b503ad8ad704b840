package org.permanence.seal;

/// A telephone number, closed by a [NumberSealer]. By itself it says nothing, not even how long the number is.
///
/// @param text 44 bytes in base64url
public record SealedNumber(String text) {

    public SealedNumber {
        if (!text.matches("[A-Za-z0-9_-]{59}")) {
            throw new IllegalArgumentException("sealed number: unreadable (expected: 44 bytes in base64url)");
        }
    }
}
