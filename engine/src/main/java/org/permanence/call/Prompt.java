package org.permanence.call;

import java.util.regex.Pattern;

/// Something said to the caller, by name; what it says, and in which voice, is the practice's.
public record Prompt(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,79}");

    public Prompt {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("prompt: " + name + " (expected: lower-case letters, digits, '.', '-')");
        }
    }
}
