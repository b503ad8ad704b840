package org.permanence.adapter.agi;

/// Why a connection did not become a session. The dialplan rings the fallback lines for such a call.
public enum AgiRefusal {
    SESSION_LIMIT,
    ENVIRONMENT_UNREADABLE,
    /// The request does not carry the secret of this engine: another process of the machine, or Asterisk with the
    /// secret of an engine that is gone.
    SECRET_WRONG,
    UNKNOWN_SCRIPT,
    ENVIRONMENT_TOO_SLOW,
    CLOSED_EARLY
}
