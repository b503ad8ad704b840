package org.permanence.access;

/// What an allowed deed still needs, or how its answer is limited. An answer that cannot meet a need is not given.
public enum Need {
    /// The contract of the practice allows it.
    CONTRACT("if the contract allows"),
    /// The practice allows it.
    PRACTICE_CONSENT("if the practice allows"),
    /// The request states its purpose.
    PURPOSE("purpose"),
    /// A factor not older than five minutes.
    STEP_UP("↑"),
    /// The approval of a second, different person.
    SECOND_PERSON("asks 2"),
    /// Numbers are masked.
    MASKED("numbers masked"),
    /// The answer has numbers of calls and assistants, not the calls and assistants themselves.
    COUNTS_ONLY("counts"),
    /// The answer has pseudonyms in place of persons.
    PSEUDONYMS("pseudonyms"),
    /// The answer has no person.
    NO_PERSONS("without persons"),
    /// The sound is a stream; no file leaves the engine.
    STREAM_ONLY("stream only");

    private final String text;

    Need(String text) {
        this.text = text;
    }

    /// The word in the table of rights.
    public String text() {
        return text;
    }
}
