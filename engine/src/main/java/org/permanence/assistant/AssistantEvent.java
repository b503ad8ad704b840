package org.permanence.assistant;

/// What may happen to an assistant.
public enum AssistantEvent {
    SIGNED_IN,
    SIGNED_OUT,
    PAUSED,
    RESUMED,
    OFFERED,
    ANSWERED,
    RANG_OUT,
    /// The caller left, or our side failed, before she answered.
    OFFER_WITHDRAWN,
    PARTED,
    WRAPPED_UP
}
