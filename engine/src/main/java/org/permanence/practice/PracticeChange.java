package org.permanence.practice;

/// Who changed a practice's file, and why. The reason may name people, so it does not print itself.
///
/// @param author one word, as somebody signs
/// @param reason a sentence in their own words
public record PracticeChange(String author, String reason) {

    /// A text that was found in the file when the engine started, or under it since.
    public static final PracticeChange FROM_FILE = new PracticeChange("file", "found in the practice's file");

    private static final int MAX_REASON_LENGTH = 200;

    public PracticeChange {
        if (!author.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "author: missing or unreadable (expected: a word of letters, digits, '.', '_', '-')");
        }
        if (reason.isBlank()
                || reason.length() > MAX_REASON_LENGTH
                || reason.codePoints().anyMatch(PracticeChange::isUnprintable)) {
            throw new IllegalArgumentException(
                    "reason: missing or unreadable (expected: 1 to " + MAX_REASON_LENGTH + " characters, in one line)");
        }
    }

    /// Controls, and the marks that make text read otherwise than it looks.
    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public String toString() {
        return "[change]";
    }
}
