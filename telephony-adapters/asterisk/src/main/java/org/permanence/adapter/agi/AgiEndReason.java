package org.permanence.adapter.agi;

/// Why a session ended.
public enum AgiEndReason {
    /// Asterisk sent `HANGUP`: the caller left, or a bridge made by AMI took the channel. Only AMI tells which.
    HANGUP,
    SOCKET_ENDED,
    /// The reply to a command was late.
    TIMED_OUT,
    PROTOCOL_BROKEN,
    /// Asterisk does not know such a channel, or the call has another session.
    REFUSED,
    /// The engine closed it: the flow, or the server at shutdown.
    CLOSED
}
