package org.permanence.yaml;

import org.permanence.text.Slug;

/// The short name the settings give to a practice, a team, a telephone or a line; safe in a log line.
public record Name(String value) implements Comparable<Name> {

    public Name {
        if (!isName(value)) {
            throw new IllegalArgumentException("name: unreadable (expected: lower-case letters, digits, '-')");
        }
    }

    /// Names are printed, so one that reads as a telephone number is none.
    public static boolean isName(String raw) {
        return Slug.isSlug(raw) && !SafeEcho.isNumberLike(raw);
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
