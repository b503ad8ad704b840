package org.permanence.adapter.agi;

/// Why a session is over.
public enum AgiEndReason {
    /// Asterisk said `HANGUP`: the caller left, or a bridge made by AMI took the channel. Only AMI tells which.
    HANGUP,
    SOCKET_ENDED,
    /// A command had no reply in its time.
    TIMED_OUT,
    PROTOCOL_BROKEN,
    /// This side closed it: the flow, or the server on its way down.
    CLOSED
}
