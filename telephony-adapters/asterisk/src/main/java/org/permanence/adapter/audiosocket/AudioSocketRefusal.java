package org.permanence.adapter.audiosocket;

/// Why a connection was closed by us.
public enum AudioSocketRefusal {
    CONNECTION_LIMIT,
    /// An id that was never given out, has been used, or came too late.
    ID_UNKNOWN,
    ID_TOO_SLOW,
    UNREADABLE,
    CLOSED_EARLY,
    IDLE
}
