package org.permanence.journal;

/// Where a call has been. The journal has one entry per station passed.
public enum CallEvent {
    ARRIVED,
    ANSWERED,
    GREETED,
    /// The urgency is known; the entry holds it.
    TRIAGED,
    /// The caller has heard that the call may be recorded. No place on the way: the call is where it was.
    RECORDING_NOTIFIED,
    /// The caller objected to being recorded, at any place of the way.
    RECORDING_OBJECTED,
    QUEUED,
    /// An assistant is reserved and rings; the entry holds her.
    ASSISTANT_RESERVED,
    /// The assistant did not answer; the caller keeps the place.
    RING_NO_ANSWER,
    /// A line rings for a caller who cannot wait; the entry holds it.
    ESCALATING,
    /// That line took the call by its key, and both hear each other; the entry holds it.
    ACCEPTED,
    /// That line did not take the call; the entry holds it.
    NOT_ACCEPTED,
    /// Caller and assistant, or emergency line, hear each other.
    BRIDGED,
    BRIDGE_ENDED,
    /// The assistant hands the caller over, and a line of the practice rings for them; the entry holds it.
    TRANSFERRING,
    /// Caller and that line hear each other.
    TRANSFERRED,
    /// The line did not answer: the caller is the assistants' again.
    TRANSFER_RETURNED,
    /// The caller has left a message.
    MESSAGE_LEFT,
    /// An assistant is reserved, and the telephone of a caller who asked to be called back rings; the
    /// entry holds her.
    CALLBACK_RINGING,
    /// A person has answered, and is on the line again.
    CALLBACK_ANSWERED,
    /// Nobody answered, or a machine did: the place waits for the next attempt.
    CALLBACK_UNANSWERED,
    /// The assistant may write.
    WRAPPING_UP,
    /// The engine was away, and the call goes on. No place on the way: the call is where it was.
    RESUMED,
    /// The call is over; the entry holds the disposition.
    ENDED;

    /// Whether a call that passed it is somewhere else than before.
    public boolean changesCallState() {
        return this != RECORDING_NOTIFIED && this != RECORDING_OBJECTED && this != RESUMED;
    }
}
