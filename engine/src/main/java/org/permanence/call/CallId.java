package org.permanence.call;

/// The name of one call: stable from arrival to disposition, across bridges and across restarts of the engine.
/// It says nothing about the caller.
public record CallId(String value) {

    public CallId {
        if (!value.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "call id: unreadable (expected: 1..64 of letters, digits, '.', '_', '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
