package org.permanence.practice;

import org.permanence.text.Sha256;

/// The text of a practice file as written. It contains the practice's name and numbers, so it does not print
/// itself.
public record PracticeSource(String text) {

    /// The SHA-256 of the text in UTF-8, in hexadecimal digits.
    public String sha256() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "[practice file]";
    }
}
