package org.permanence.call;

/// Something said to the caller, by name; what it says, and in which voice, is the practice's.
public record Prompt(String name) {

    public Prompt {
        if (!name.matches("[a-z0-9][a-z0-9.-]{0,79}")) {
            throw new IllegalArgumentException("prompt: " + name + " (expected: lower-case letters, digits, '.', '-')");
        }
    }
}
