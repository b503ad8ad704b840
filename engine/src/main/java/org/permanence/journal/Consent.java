package org.permanence.journal;

import java.util.Optional;

/// The caller's answer to the recording notice, kept on the call record.
public enum Consent {
    /// The caller heard the notice and has not objected.
    NOTIFIED,
    /// The caller objected. No recording of the call is kept.
    OBJECTED;

    /// The consent that an event gives or withdraws; empty for all other events.
    public static Optional<Consent> of(CallEvent event) {
        return switch (event) {
            case RECORDING_NOTIFIED -> Optional.of(NOTIFIED);
            case RECORDING_OBJECTED -> Optional.of(OBJECTED);
            case ARRIVED,
                    ANSWERED,
                    GREETED,
                    TRIAGED,
                    QUEUED,
                    ASSISTANT_RESERVED,
                    RING_NO_ANSWER,
                    ANSWER_DROPPED,
                    ESCALATING,
                    ACCEPTED,
                    NOT_ACCEPTED,
                    BRIDGED,
                    BRIDGE_ENDED,
                    TRANSFERRING,
                    TRANSFERRED,
                    TRANSFER_RETURNED,
                    MESSAGE_LEFT,
                    CALLBACK_RINGING,
                    CALLBACK_ANSWERED,
                    CALLBACK_UNANSWERED,
                    WRAPPING_UP,
                    RESUMED,
                    ENDED -> Optional.empty();
        };
    }
}
