package org.permanence.adapter.agi;

/// Why a connection never became a session. The dialplan sends such a call to its fallback.
public enum AgiRefusal {
    SESSION_LIMIT,
    ENVIRONMENT_UNREADABLE,
    UNKNOWN_SCRIPT,
    ENVIRONMENT_TOO_SLOW,
    CLOSED_EARLY
}
