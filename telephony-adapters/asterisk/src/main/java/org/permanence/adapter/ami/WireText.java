package org.permanence.adapter.ami;

/// What may stand in a line to Asterisk. Refused, never stripped: a value with a line break in it is an attack or a
/// bug,
/// and Asterisk would read the rest of it as another header or another action.
final class WireText {

    private WireText() {}

    /// Returns the value as it is, or throws without quoting it.
    static String requirePrintable(String what, String value, int maxLength) {
        if (value.isEmpty() || value.length() > maxLength) {
            throw new IllegalArgumentException(
                    what + ": " + value.length() + " characters (expected: 1.." + maxLength + ")");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i)) || Character.isSurrogate(value.charAt(i))) {
                throw new IllegalArgumentException(
                        what + ": unprintable at character " + i + " (expected: no control characters)");
            }
        }
        return value;
    }

    /// The same for a value of which every character must be of a given pattern.
    static String requireMatch(String what, String value, String pattern, String expected) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(what + ": unreadable (expected: " + expected + ")");
        }
        return value;
    }
}
