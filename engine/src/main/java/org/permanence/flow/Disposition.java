package org.permanence.flow;

/// How a call ended for the practice.
public enum Disposition {
    /// The caller talked with an assistant.
    HANDLED(false),
    /// The caller talked with an emergency line or a doctor on call.
    ESCALATED(false),
    /// No emergency line and no doctor answered: the announcement asked the caller to dial 15 or 112.
    EMERGENCY_ANNOUNCED(false),
    /// The caller heard that the practice is closed.
    CLOSED_ANNOUNCED(false),
    /// The caller left a message for the practice.
    MESSAGE_TAKEN(false),
    /// The caller booked a callback and keeps their position in the queue.
    CALLBACK_BOOKED(false),
    /// A caller with a booked callback called again first and got their position back.
    CALLER_REDIALLED(false),
    /// A caller with a booked callback was not reached.
    CALLBACK_FAILED(false),
    /// A fax machine called; the engine hung up.
    FAX(false),
    /// The caller hung up in the queue.
    ABANDONED(false),
    /// The caller hung up before the queue: in the greeting or in a menu.
    LEFT_EARLY(false),
    /// The flow sent the caller to the fallback line.
    TO_FALLBACK(true),
    /// An error of the engine sent the caller to the fallback line.
    FAULT(true);

    private final boolean sentToFallback;

    Disposition(boolean sentToFallback) {
        this.sentToFallback = sentToFallback;
    }

    /// Whether the dialplan takes the call back and rings the fallback line.
    public boolean sentToFallback() {
        return sentToFallback;
    }
}
