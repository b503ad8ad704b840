package org.permanence.audit;

/// Words about a person, such as a reason, encrypted for the practice's data protection officer before they reach the
/// log: base64url without padding. Destroying the key takes them out of every copy of the log, and the log stays whole.
public record SealedText(String base64) {

    public SealedText {
        if (!base64.matches("[A-Za-z0-9_-]{1,4096}")) {
            throw new IllegalArgumentException(
                    "sealed text: " + base64.length() + " characters (expected: 1 to 4096 of base64url)");
        }
    }
}
