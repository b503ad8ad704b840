package org.permanence.call;

import java.time.Duration;

/// A prompt the caller may answer with one key, while it plays or within `patience` after its end.
public record Question(Prompt prompt, Duration patience) {

    public Question {
        if (patience.isNegative() || patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("patience: " + patience + " (expected: 0 s to 1 min)");
        }
    }
}
