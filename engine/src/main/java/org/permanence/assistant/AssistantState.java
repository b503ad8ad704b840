package org.permanence.assistant;

/// What an assistant is doing, as far as assignment is concerned.
public enum AssistantState {
    /// Not signed in.
    OFF,
    /// May be reserved for a call.
    READY,
    /// Reserved for a call, and the telephone rings.
    RESERVED,
    IN_CALL,
    /// The call is over and the assistant is still writing it up: no call is assigned.
    WRAP_UP,
    /// Signed in, but no call is assigned: on a pause, or after not answering.
    PAUSED
}
