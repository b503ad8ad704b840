package org.permanence.practice;

/// A group of practices and the assistants who may serve them: the unit of matching, and of the lock that protects
/// it.
public record TeamId(String value) {

    public TeamId {
        if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("team: " + value + " (expected: lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
