package org.permanence.journal;

import java.util.Optional;

/// What a caller has said to being recorded: the stamp on the call's record.
public enum Consent {
    /// They heard the notice and have not objected.
    NOTIFIED,
    /// They objected: nothing of the call is kept.
    OBJECTED;

    /// What passing a station says of it.
    public static Optional<Consent> of(Station station) {
        return switch (station) {
            case NOTIFIED -> Optional.of(NOTIFIED);
            case OBJECTED -> Optional.of(OBJECTED);
            case ARRIVED,
                    ANSWERED,
                    GREETED,
                    TRIAGED,
                    QUEUED,
                    OFFERED,
                    RANG_OUT,
                    ESCALATING,
                    ACCEPTED,
                    UNACCEPTED,
                    BRIDGED,
                    PARTED,
                    TRANSFERRING,
                    TRANSFERRED,
                    TAKEN_BACK,
                    MESSAGE_LEFT,
                    CALLING_BACK,
                    CALLED_BACK,
                    UNREACHED,
                    WRAPPING_UP,
                    RESUMED,
                    ENDED -> Optional.empty();
        };
    }
}
