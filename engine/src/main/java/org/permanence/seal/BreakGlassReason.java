package org.permanence.seal;

import org.permanence.privacy.PersonalText;

/// Why a doctor needs break-glass access, in their own words: 20 to 500 characters, one line. It may name patients.
public record BreakGlassReason(PersonalText text) {

    private static final int MIN_LENGTH = 20;
    private static final int MAX_LENGTH = 500;

    /// @throws IllegalArgumentException if it is too short, too long or has a control character; the message never
    /// contains the reason
    public BreakGlassReason {
        text = new PersonalText(text.text().strip());
        int length = text.text().codePointCount(0, text.text().length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "reason: " + length + " characters (expected: " + MIN_LENGTH + " to " + MAX_LENGTH + ")");
        }
        if (text.text().codePoints().anyMatch(BreakGlassReason::isRefused)) {
            throw new IllegalArgumentException("reason: not one line of text (expected: no control characters)");
        }
    }

    private static boolean isRefused(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
