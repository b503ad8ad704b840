package org.permanence.call;

import java.time.Duration;

/// A prompt the caller may answer with one key, while it plays or within `patience` after its end.
public record Question(Prompt prompt, Duration patience) {

    /// As long as the longest message.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public Question {
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("patience: " + patience + " (expected: 0 s to 10 min)");
        }
    }
}
