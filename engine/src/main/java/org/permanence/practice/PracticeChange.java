package org.permanence.practice;

/// Who changed a practice file, and why. The reason may name people, so the change does not print itself.
///
/// @param author one word: the name or login of a person
/// @param reason a sentence in their own words, up to 200 characters
public record PracticeChange(String author, String reason) {

    /// A change found in the file when the engine started, or made to the file by other means since.
    public static final PracticeChange FROM_FILE = new PracticeChange("file", "found in the practice's file");

    private static final int MAX_REASON_LENGTH = 200;

    public PracticeChange {
        if (!author.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "author: missing or unreadable (expected: a word of letters, digits, '.', '_', '-')");
        }
        reason = requireReason(reason);
    }

    /// The reason as it came.
    ///
    /// @throws IllegalArgumentException if it is not a sentence as described above
    public static String requireReason(String reason) {
        if (reason.isBlank()
                || reason.length() > MAX_REASON_LENGTH
                || reason.codePoints().anyMatch(PracticeChange::isUnprintable)) {
            throw new IllegalArgumentException(
                    "reason: missing or unreadable (expected: 1 to " + MAX_REASON_LENGTH + " characters, in one line)");
        }
        return reason;
    }

    /// Control characters, and characters that make text read differently than it looks, such as direction marks.
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
