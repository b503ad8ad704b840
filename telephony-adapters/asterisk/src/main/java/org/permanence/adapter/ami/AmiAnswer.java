package org.permanence.adapter.ami;

/// Asterisk's answer to an action, reduced to a closed list: its text may repeat what was asked.
enum AmiAnswer {
    SUCCESS,
    LIST_FOLLOWS,
    NOT_AUTHENTICATED,
    NOT_PERMITTED,
    NO_SUCH_CHANNEL,
    ERROR;

    static AmiAnswer of(boolean success, boolean list, String message) {
        if (success) {
            return list ? LIST_FOLLOWS : SUCCESS;
        }
        return switch (message) {
            case "Authentication failed" -> NOT_AUTHENTICATED;
            case "Permission denied" -> NOT_PERMITTED;
            case "No such channel" -> NO_SUCH_CHANNEL;
            default -> ERROR;
        };
    }
}
