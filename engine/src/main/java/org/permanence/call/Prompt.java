package org.permanence.call;

import java.util.regex.Pattern;

/// A prompt by name. The practice decides its text, language and voice.
public record Prompt(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,79}");

    public Prompt {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("prompt: " + name + " (expected: lower-case letters, digits, '.', '-')");
        }
    }
}
