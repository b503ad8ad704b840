package org.permanence.practice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The text of a practice file as written. It contains the practice's name and numbers, so it does not print
/// itself.
public record PracticeSource(String text) {

    /// The SHA-256 of the text in UTF-8, in hexadecimal digits.
    public String sha256() {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    @Override
    public String toString() {
        return "[practice file]";
    }
}
