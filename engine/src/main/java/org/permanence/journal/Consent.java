package org.permanence.journal;

import java.util.Optional;

/// What a caller has said to being recorded: the stamp on the call's record.
public enum Consent {
    /// They heard the notice and have not objected.
    NOTIFIED,
    /// They objected: nothing of the call is kept.
    OBJECTED;

    /// What passing a station says of it.
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
