package org.permanence.queue;

/// How the wait of a caller who is still on the line ended.
public sealed interface WaitOutcome {

    /// Whether the call is still queued.
    default boolean isStillQueued() {
        return switch (this) {
            case AssistantReserved _, OnCallDue _, CallbackRequested _, TimedOut _ -> true;
            case MessageRequested _, PracticeClosed _, QueueFull _ -> false;
        };
    }

    /// An assistant is reserved. Close the reservation in any case.
    record AssistantReserved(Reservation reservation) implements WaitOutcome {}

    /// The on-call lines are to be rung. The call keeps its place, and no assistant is reserved for it.
    record OnCallDue() implements WaitOutcome {}

    /// No assistant was free within the practice's longest wait. The entry stays until the caller is at the
    /// fallback lines: an engine that comes back before that finds that the wait is over.
    record TimedOut() implements WaitOutcome {}

    /// The caller asks to be called back, and keeps the place.
    record CallbackRequested() implements WaitOutcome {}

    /// The caller asks to leave a message, and has left the queue.
    record MessageRequested() implements WaitOutcome {}

    /// The practice has closed and releases its routine callers.
    record PracticeClosed() implements WaitOutcome {}

    /// The practice's limit of waiting routine callers is reached.
    record QueueFull() implements WaitOutcome {}
}
