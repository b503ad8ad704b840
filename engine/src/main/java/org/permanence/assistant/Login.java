package org.permanence.assistant;

import java.util.regex.Pattern;

/// The name an assistant signs in with. It is a pseudonym of the house: safe in the journal, never a metric tag.
public record Login(String value) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public Login {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("login: " + value + " (expected: lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
