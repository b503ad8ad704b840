package org.permanence.practice;

import java.util.regex.Pattern;

/// A group of practices and the assistants who may serve them: the unit of matching, and of the lock that protects
/// it.
public record TeamId(String value) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public TeamId {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("team: " + value + " (expected: lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
