package org.permanence.seal;

/// A person's name, encrypted by [PersonNames]. It hides the name, and its length to within 64 bytes.
///
/// @param text base64url without padding
public record SealedName(String text) {

    public SealedName {
        if (!text.matches("[A-Za-z0-9_-]{40,512}")) {
            throw new IllegalArgumentException("sealed name: unreadable (expected: 40 to 512 characters of base64url)");
        }
    }
}
