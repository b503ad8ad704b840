package org.permanence.assistant;

/// What may happen to an assistant. [AssistantTransitions] has the effects.
public enum AssistantEvent {
    SIGNED_IN,
    SIGNED_OUT,
    PAUSE_STARTED,
    /// The end of a pause, or the early end of a wrap-up.
    RESUMED,
    ASSIGNED,
    ANSWERED,
    RING_NO_ANSWER,
    /// The assistant's telephone answered and hung up at once.
    ANSWER_DROPPED,
    /// The caller hung up or the engine failed before the assistant answered.
    RESERVATION_WITHDRAWN,
    CALL_ENDED,
    WRAPPED_UP
}
