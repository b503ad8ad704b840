package org.permanence.queue;

/// How a wait in the queue ended for a caller who is still there.
public sealed interface Wait {

    /// Whether the call still has its place.
    default boolean keepsPlace() {
        return switch (this) {
            case Offered _, OnCallDue _, AsksForCallback _ -> true;
            case TimedOut _, AsksForMessage _, Closed _, Full _ -> false;
        };
    }

    /// An assistant is reserved; the offer must be closed, whatever becomes of it.
    record Offered(Offer offer) implements Wait {}

    /// Whoever is on call is to be rung. The place is kept, and offered to no assistant meanwhile.
    record OnCallDue() implements Wait {}

    /// Nobody came within the practice's patience.
    record TimedOut() implements Wait {}

    /// The caller asks to be called back, and keeps the place meanwhile.
    record AsksForCallback() implements Wait {}

    /// The caller would rather leave a message, and has left the queue.
    record AsksForMessage() implements Wait {}

    /// The practice has closed, and sends away whoever still waits for something routine.
    record Closed() implements Wait {}

    /// As many routine callers wait as the practice allows.
    record Full() implements Wait {}
}
