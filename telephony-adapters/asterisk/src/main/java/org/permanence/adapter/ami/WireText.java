package org.permanence.adapter.ami;

/// Text that may be sent in a line to Asterisk. Bad text is refused, never stripped: a line break in a value is an
/// attack or a bug, and Asterisk would read the rest as another header or action.
final class WireText {

    private WireText() {}

    /// Returns the value, or throws without quoting it.
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

    /// Returns the value if it matches the pattern, or throws without quoting it.
    static String requireMatch(String what, String value, String pattern, String expected) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(what + ": unreadable (expected: " + expected + ")");
        }
        return value;
    }
}
