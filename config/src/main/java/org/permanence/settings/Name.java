package org.permanence.settings;

import java.util.regex.Pattern;

/// The short name the settings give to a practice, a team, a telephone or a line; safe in a log line.
public record Name(String value) implements Comparable<Name> {

    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public Name {
        if (!isName(value)) {
            throw new IllegalArgumentException("name: unreadable (expected: lower-case letters, digits, '-')");
        }
    }

    /// Names are printed, so one that reads as a telephone number is none.
    static boolean isName(String raw) {
        return SYNTAX.matcher(raw).matches() && !SafeEcho.isNumberLike(raw);
    }

    @Override
    public int compareTo(Name other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
