package org.permanence.assistant;

/// What may happen to an assistant.
public enum AssistantEvent {
    SIGNED_IN,
    SIGNED_OUT,
    PAUSE_STARTED,
    RESUMED,
    OFFERED,
    ANSWERED,
    RING_NO_ANSWER,
    /// The caller left, or our side failed, before she answered.
    OFFER_WITHDRAWN,
    CALL_ENDED,
    WRAPPED_UP
}
