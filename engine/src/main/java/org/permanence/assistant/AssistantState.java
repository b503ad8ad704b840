package org.permanence.assistant;

/// What an assistant is doing, as routing sees it.
public enum AssistantState {
    /// Not signed in.
    OFF,
    /// May be offered a call.
    READY,
    /// A call is hers, and her telephone rings.
    RESERVED,
    IN_CALL,
    /// The call is over and she is still writing: no call reaches her.
    WRAP_UP,
    /// Signed in, and not to be rung: a pause, or a telephone she did not answer.
    PAUSED
}
