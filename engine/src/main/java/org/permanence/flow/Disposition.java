package org.permanence.flow;

/// How a call ended for the practice.
public enum Disposition {
    /// An assistant and the caller talked.
    HANDLED(false),
    /// An emergency line and the caller talked.
    ESCALATED(false),
    /// No emergency line answered: the caller was told to dial 15 or 112.
    TOLD_TO_DIAL_EMERGENCY(false),
    /// The caller was told that the practice is closed.
    TOLD_CLOSED(false),
    /// The caller left a message for the practice.
    MESSAGE_TAKEN(false),
    /// The caller asked to be called back, and the place in the queue is kept.
    CALLBACK_PROMISED(false),
    /// Whoever was to be called back rang again first, and has the place.
    RANG_AGAIN(false),
    /// Whoever was to be called back was not reached.
    NOT_REACHED(false),
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

    private final boolean handedBack;

    Disposition(boolean handedBack) {
        this.handedBack = handedBack;
    }

    /// Whether the dialplan goes on with the call and rings a human.
    public boolean handedBack() {
        return handedBack;
    }
}
