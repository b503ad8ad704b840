package org.permanence.queue;

/// How a wait in the queue ended for a caller who is still there.
public sealed interface WaitOutcome {

    /// Whether the call still has its place.
    default boolean isStillQueued() {
        return switch (this) {
            case AssistantReserved _, OnCallDue _, CallbackRequested _ -> true;
            case TimedOut _, MessageRequested _, PracticeClosed _, QueueFull _ -> false;
        };
    }

    /// An assistant is reserved; the offer must be closed, whatever becomes of it.
    record AssistantReserved(Reservation reservation) implements WaitOutcome {}

    /// Whoever is on call is to be rung. The place is kept, and offered to no assistant meanwhile.
    record OnCallDue() implements WaitOutcome {}

    /// Nobody came within the practice's patience.
    record TimedOut() implements WaitOutcome {}

    /// The caller asks to be called back, and keeps the place meanwhile.
    record CallbackRequested() implements WaitOutcome {}

    /// The caller would rather leave a message, and has left the queue.
    record MessageRequested() implements WaitOutcome {}

    /// The practice has closed, and sends away whoever still waits for something routine.
    record PracticeClosed() implements WaitOutcome {}

    /// As many routine callers wait as the practice allows.
    record QueueFull() implements WaitOutcome {}
}
