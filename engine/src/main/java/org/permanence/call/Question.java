package org.permanence.call;

import java.time.Duration;
import java.util.List;

/// Prompts, one after the other, that the caller may answer with one key: while any of them plays, or within
/// `patience` after the end of the last.
public record Question(List<Prompt> prompts, Duration inputTimeout) {

    /// As long as the longest message.
    private static final Duration MAX_INPUT_TIMEOUT = Duration.ofMinutes(10);

    public Question {
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("question: no prompt (expected: at least one)");
        }
        if (inputTimeout.isNegative() || inputTimeout.compareTo(MAX_INPUT_TIMEOUT) > 0) {
            throw new IllegalArgumentException("patience: " + inputTimeout + " (expected: 0 s to 10 min)");
        }
    }

    public Question(Prompt prompt, Duration inputTimeout) {
        this(List.of(prompt), inputTimeout);
    }
}
