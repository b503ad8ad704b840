package org.permanence.assistant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why an assistant is paused. A closed list: free text would collect private matters.
public enum PauseReason {
    BREAK,
    LUNCH,
    TRAINING,
    MEETING,
    OTHER,
    /// The assistant did not answer; set by the engine.
    NO_ANSWER,
    /// The assistant's telephone could not be reached; set by the engine.
    UNREACHABLE;

    /// The reason as written on a command line, such as `lunch`.
    public static Optional<PauseReason> fromWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
