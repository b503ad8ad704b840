package org.permanence.call;

/// A telephone that may be rung, by the name the configuration gives it: an assistant's, an emergency line. Never
/// its number: the adapter alone knows where it is.
public record Line(String name) {

    public Line {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("line: " + name + " (expected: lower-case letters, digits, '-')");
        }
    }
}
