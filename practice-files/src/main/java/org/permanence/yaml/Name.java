package org.permanence.yaml;

import org.permanence.text.Slug;

/// The short name of a practice, team, phone or line. Safe in a log line.
public record Name(String value) implements Comparable<Name> {

    public Name {
        if (!isName(value)) {
            throw new IllegalArgumentException("name: unreadable (expected: lower-case letters, digits, '-')");
        }
    }

    /// Names are logged, so text that looks like a telephone number is not a name.
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
