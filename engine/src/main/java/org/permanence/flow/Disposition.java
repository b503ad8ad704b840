package org.permanence.flow;

/// How a call ended for the practice.
public enum Disposition {
    /// An assistant and the caller talked.
    HANDLED(false),
    /// An emergency line and the caller talked.
    ESCALATED(false),
    /// No emergency line answered: the caller was told to dial 15 or 112.
    EMERGENCY_ANNOUNCED(false),
    /// The caller was told that the practice is closed.
    CLOSED_ANNOUNCED(false),
    /// The caller left a message for the practice.
    MESSAGE_TAKEN(false),
    /// The caller asked to be called back, and the place in the queue is kept.
    CALLBACK_BOOKED(false),
    /// Whoever was to be called back rang again first, and has the place.
    CALLER_REDIALLED(false),
    /// Whoever was to be called back was not reached.
    CALLBACK_FAILED(false),
    /// A fax machine called, and was hung up on.
    FAX(false),
    /// The caller left while in a queue.
    ABANDONED(false),
    /// The caller left before a queue: in the greeting, in a menu.
    LEFT_EARLY(false),
    /// By the practice's rules the fallback line is rung.
    TO_FALLBACK(true),
    /// By a fault of ours the fallback line is rung.
    FAULT(true);

    private final boolean sentToFallback;

    Disposition(boolean sentToFallback) {
        this.sentToFallback = sentToFallback;
    }

    /// Whether the dialplan goes on with the call and rings a human.
    public boolean sentToFallback() {
        return sentToFallback;
    }
}
