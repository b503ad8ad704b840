package org.permanence.practice;

/// A practice's short name: the key of everything that is the practice's, safe in a log line and a metric tag.
public record PracticeId(String value) {

    public PracticeId {
        if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("practice: " + value + " (expected: lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
