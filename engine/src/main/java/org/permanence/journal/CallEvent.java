package org.permanence.journal;

/// What happened to a call. The journal has one entry for each event.
public enum CallEvent {
    ARRIVED,
    ANSWERED,
    GREETED,
    /// The urgency is known. The entry holds it.
    TRIAGED,
    /// The caller has heard the recording notice. Does not change the call's state.
    RECORDING_NOTIFIED,
    /// The caller objected to being recorded. Possible at any time; does not change the call's state.
    RECORDING_OBJECTED,
    QUEUED,
    /// An assistant is reserved and their phone rings. The entry holds the assistant.
    ASSISTANT_RESERVED,
    /// The assistant did not answer. The caller keeps their position.
    RING_NO_ANSWER,
    /// The assistant's telephone answered and hung up within two seconds. The caller keeps their position.
    ANSWER_DROPPED,
    /// An emergency or on-call line rings. The entry holds the line.
    ESCALATING,
    /// That line accepted the call by key and is connected to the caller. The entry holds the line.
    ACCEPTED,
    /// That line did not accept the call. The entry holds the line.
    NOT_ACCEPTED,
    /// The caller is connected to an assistant or an emergency line.
    BRIDGED,
    BRIDGE_ENDED,
    /// The assistant transfers the caller, and a line of the practice rings. The entry holds the line.
    TRANSFERRING,
    /// The caller is connected to that line.
    TRANSFERRED,
    /// That line did not answer. The caller is with the assistant again.
    TRANSFER_RETURNED,
    /// The caller has left a message.
    MESSAGE_LEFT,
    /// An assistant is reserved and the phone of a caller who requested a callback rings. The entry holds the
    /// assistant.
    CALLBACK_RINGING,
    /// A person answered the callback.
    CALLBACK_ANSWERED,
    /// A machine or no one answered the callback. The position is kept for the next attempt.
    CALLBACK_UNANSWERED,
    /// The assistant is in wrap-up.
    WRAPPING_UP,
    /// The engine restarted and resumed the call. Does not change the call's state.
    RESUMED,
    /// The call ended. The entry holds the disposition.
    ENDED;

    /// Whether the event moves the call to another state.
    public boolean changesCallState() {
        return this != RECORDING_NOTIFIED && this != RECORDING_OBJECTED && this != RESUMED;
    }
}
