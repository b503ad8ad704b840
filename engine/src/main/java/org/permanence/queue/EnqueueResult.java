package org.permanence.queue;

/// What a call finds when it comes to the queue.
///
/// @param entry its place
/// @param origin how it came by it
record EnqueueResult(QueueEntry entry, Origin origin) {

    enum Origin {
        /// It is the last of its urgency now.
        NEW,
        /// It was there before: it came back after a restart, or an assistant did not answer.
        EXISTING,
        /// It has talked with the assistant while the engine was away, and has come back.
        ALREADY_ANSWERED
    }
}
