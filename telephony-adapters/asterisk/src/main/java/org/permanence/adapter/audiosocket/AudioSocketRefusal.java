package org.permanence.adapter.audiosocket;

/// Why the engine closed a connection.
public enum AudioSocketRefusal {
    CONNECTION_LIMIT,
    /// An id that was never issued, has been used, or came too late.
    ID_UNKNOWN,
    ID_TOO_SLOW,
    UNREADABLE,
    CLOSED_EARLY,
    IDLE
}
