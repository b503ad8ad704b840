package org.permanence.queue;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import org.permanence.assistant.Login;

/// What a queue entry waits for. [QueueEntryTransitions] says how one state follows another.
public sealed interface QueueEntryState {

    /// The caller is on the line and waits for an assistant.
    record Waiting() implements QueueEntryState {}

    /// An assistant is reserved for the caller, and the assistant's telephone rings.
    record Reserved(Login assistant) implements QueueEntryState {}

    /// The on-call lines ring for the caller. No assistant may be reserved.
    record OnCallRinging() implements QueueEntryState {}

    /// The wait is over: the caller goes to the fallback lines. No assistant may be reserved. The entry stays until
    /// the dialplan has the caller, so that an engine that comes back in between does not begin the wait again.
    record FallbackDue() implements QueueEntryState {}

    /// The caller has hung up, and may be called back from this time on.
    record CallbackFrom(Instant from) implements QueueEntryState {

        public CallbackFrom {
            from = from.truncatedTo(MICROS);
        }
    }

    /// An assistant is reserved for a callback, and the caller is being called back.
    ///
    /// @param from when the callback became due
    record CallbackReserved(Instant from, Login assistant) implements QueueEntryState {

        public CallbackReserved {
            from = from.truncatedTo(MICROS);
        }
    }
}
