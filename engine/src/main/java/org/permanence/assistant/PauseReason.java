package org.permanence.assistant;

import java.util.Optional;
import org.permanence.text.EnumWords;

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
    UNREACHABLE,
    /// The assistant's telephone answered and hung up at once; set by the engine.
    HUNG_UP;

    /// The reason as written on a command line, such as `lunch`.
    public static Optional<PauseReason> fromWord(String word) {
        return EnumWords.parse(PauseReason.class, word);
    }

    public String word() {
        return EnumWords.of(this);
    }
}
