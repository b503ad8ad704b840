package org.permanence.practice;

import java.util.regex.Pattern;

/// A practice's short name: the key of everything that is the practice's, safe in a log line and a metric tag.
public record PracticeId(String value) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public PracticeId {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("practice: " + value + " (expected: lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
