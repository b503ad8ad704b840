package org.permanence.adapter.asterisk;

/// Names that the engine shares with the dialplan, `extensions.conf`.
final class DialplanNames {

    /// The music class that waiting callers hear.
    static final String HOLD_MUSIC_CLASS = "hold";

    /// Channel variable, `1`: if the engine dies, the dialplan keeps the caller for an engine that comes back.
    static final String SURVIVES_VARIABLE = "PERM_SURVIVES";

    /// Channel variable, the call's id, set as the flow's last act. If it is missing, the dialplan knows that the
    /// engine died.
    static final String DONE_VARIABLE = "PERM_DONE";

    /// Channel variable: what the dialplan does after the flow. Empty for hang-up, or [#FALLBACK].
    static final String NEXT_VARIABLE = "PERM_NEXT";

    static final String FALLBACK = "fallback";

    /// User event: the dialplan begins to ring a practice's fallback lines.
    static final String FALLBACK_EVENT = "PermFallback";

    /// User event: a caller was refused as busy, because too many callers are there.
    static final String REFUSED_EVENT = "PermRefused";

    /// User event: no fallback line answered, and the caller is offered to an engine again.
    static final String RECEPTION_EVENT = "PermReception";

    /// User event: the person who heard a notification accepted it by key.
    static final String ACCEPTED_EVENT = "PermAccepted";

    /// User event: the person who heard a callback's question or a notification declined by key.
    static final String DECLINED_EVENT = "PermDeclined";

    /// User event: a leg of a tapped call was joined, but its notice could not be played.
    static final String NOTICE_NOT_PLAYED_EVENT = "PermNoticeNotPlayed";

    /// The beginning of the name of a channel that rings a leg (context `ring-leg`).
    static final String RING_LEG_CHANNEL = "Local/s@ring-leg-";

    private DialplanNames() {}
}
