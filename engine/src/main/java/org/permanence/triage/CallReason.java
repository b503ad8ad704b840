package org.permanence.triage;

import java.util.regex.Pattern;

/// What a call is about, in a word of the practice's: an appointment, results.
public record CallReason(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public CallReason {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("matter: " + name + " (expected: 1 to 40 of a-z, 0-9, '-')");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
