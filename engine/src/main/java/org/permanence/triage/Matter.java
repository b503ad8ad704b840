package org.permanence.triage;

/// What a call is about, in a word of the practice's: an appointment, results.
public record Matter(String name) {

    public Matter {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("matter: " + name + " (expected: 1 to 40 of a-z, 0-9, '-')");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
