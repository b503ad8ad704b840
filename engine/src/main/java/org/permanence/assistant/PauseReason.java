package org.permanence.assistant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why an assistant is away. A closed list: a free text would end up holding what is nobody's business.
public enum PauseReason {
    BREAK,
    LUNCH,
    TRAINING,
    MEETING,
    OTHER,
    /// She did not answer her telephone; set by the engine.
    NO_ANSWER,
    /// Her telephone could not be reached; set by the engine.
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
