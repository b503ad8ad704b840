package org.permanence.call;

import java.time.Duration;
import java.util.List;

/// Prompts, played one after the other, that the caller answers with one key: during any of them, or within
/// `inputTimeout` after the last.
///
/// @param continuesEntry whether the key is one more of an entry, such as a number: the same key may follow at once
public record Question(List<Prompt> prompts, Duration inputTimeout, boolean continuesEntry) {

    /// The longest input timeout, which is also the longest message that a caller may leave.
    private static final Duration MAX_INPUT_TIMEOUT = Duration.ofMinutes(10);

    public Question {
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("question: no prompt (expected: at least one)");
        }
        if (inputTimeout.isNegative() || inputTimeout.compareTo(MAX_INPUT_TIMEOUT) > 0) {
            throw new IllegalArgumentException("input timeout: " + inputTimeout + " (expected: 0 s to 10 min)");
        }
    }

    public Question(List<Prompt> prompts, Duration inputTimeout) {
        this(prompts, inputTimeout, false);
    }

    public Question(Prompt prompt, Duration inputTimeout) {
        this(List.of(prompt), inputTimeout);
    }
}
