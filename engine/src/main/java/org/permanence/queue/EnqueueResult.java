package org.permanence.queue;

/// The queue entry of a call that enters the queue, and where it comes from.
record EnqueueResult(QueueEntry entry, Origin origin) {

    enum Origin {
        /// It was added now.
        NEW,
        /// It was queued before: the call resumes after a restart, or an assistant did not answer.
        EXISTING,
        /// The caller was connected to the assistant while the engine was down.
        ALREADY_ANSWERED
    }
}
