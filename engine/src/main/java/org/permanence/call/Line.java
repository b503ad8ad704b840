package org.permanence.call;

import java.util.regex.Pattern;

/// A telephone that may be rung, by the name the configuration gives it: an assistant's, an emergency line. Never
/// its number: the adapter alone knows where it is.
public record Line(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public Line {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("line: " + name + " (expected: lower-case letters, digits, '-')");
        }
    }
}
