package org.permanence.access;

/// Text about a person, such as a stated reason, encrypted for the practice's data protection officer before it
/// reaches the audit log. It is base64url without padding. Destroying the key makes every copy of the text
/// unreadable; the log itself stays whole.
public record SealedText(String base64) {

    public SealedText {
        if (!base64.matches("[A-Za-z0-9_-]{1,4096}")) {
            throw new IllegalArgumentException(
                    "sealed text: " + base64.length() + " characters (expected: 1 to 4096 of base64url)");
        }
    }
}
