package org.permanence.call;

import java.util.regex.Pattern;

/// The id of one call: stable from arrival to disposition, across bridges and restarts of the engine. It reveals
/// nothing about the caller.
public record CallId(String value) {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public CallId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "call id: unreadable (expected: 1..64 of letters, digits, '.', '_', '-')");
        }
    }

    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
