package org.permanence.queue;

import java.time.Instant;
import org.permanence.assistant.Login;

/// What may happen to a queue entry.
public sealed interface QueueEntryEvent {

    record AssistantReserved(Login assistant) implements QueueEntryEvent {}

    /// The assistant did not answer, or the reservation was withdrawn.
    record AssistantReleased() implements QueueEntryEvent {}

    /// The caller's wait is over.
    record WaitEnded() implements QueueEntryEvent {}

    record OnCallRingStarted() implements QueueEntryEvent {}

    record OnCallRingEnded() implements QueueEntryEvent {}

    /// The caller is to be called back, or called back later than planned.
    record CallbackScheduled(Instant from) implements QueueEntryEvent {}

    /// The caller has answered the callback.
    record CallbackAnswered() implements QueueEntryEvent {}
}
