package org.permanence.call;

/// The name of one call: stable from arrival to disposition, across bridges and across restarts of the engine.
/// It says nothing about the caller.
public record CallId(String value) {

    private static final String READABLE = "[A-Za-z0-9._-]{1,64}";

    public CallId {
        if (!isReadable(value)) {
            throw new IllegalArgumentException(
                    "call id: unreadable (expected: 1..64 of letters, digits, '.', '_', '-')");
        }
    }

    public static boolean isReadable(String value) {
        return value.matches(READABLE);
    }

    @Override
    public String toString() {
        return value;
    }
}
