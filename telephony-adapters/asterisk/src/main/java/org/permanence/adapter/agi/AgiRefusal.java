package org.permanence.adapter.agi;

/// Why a connection did not become a session. The dialplan rings the fallback lines for such a call.
public enum AgiRefusal {
    SESSION_LIMIT,
    ENVIRONMENT_UNREADABLE,
    UNKNOWN_SCRIPT,
    ENVIRONMENT_TOO_SLOW,
    CLOSED_EARLY
}
