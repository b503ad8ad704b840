package org.permanence.assistant;

/// The name an assistant signs in with. It is a pseudonym of the house: safe in the journal, never a metric tag.
public record Login(String value) {

    public Login {
        if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("login: " + value + " (expected: lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
