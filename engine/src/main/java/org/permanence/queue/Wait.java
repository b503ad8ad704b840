package org.permanence.queue;

/// How a wait in the queue ended for a caller who is still there.
public sealed interface Wait {

    /// An assistant is reserved; the offer must be closed, whatever becomes of it.
    record Offered(Offer offer) implements Wait {}

    /// Nobody came within the practice's patience.
    record TimedOut() implements Wait {}

    /// The practice has closed, and sends away whoever still waits for something routine.
    record Closed() implements Wait {}

    /// As many routine callers wait as the practice allows.
    record Full() implements Wait {}
}
