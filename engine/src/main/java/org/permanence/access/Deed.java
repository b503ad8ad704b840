package org.permanence.access;

/// What a person may be allowed to do, in the order of the table of rights: [PolicyTable].
public enum Deed {
    TAKE_CALLS,
    SEE_CARD,
    WRITE_MESSAGE,
    /// List calls of the last 24 hours.
    LIST_CALLS,
    /// See the calls that wait in a team, and the states of its assistants.
    SEE_TEAM,
    /// Sign an assistant in or out, pause them, or make them ready.
    SET_STATE,
    /// Connect the caller of an assistant to a line of the practice.
    TRANSFER_CALL,
    MOVE_WAITING_CALL,
    LISTEN,
    WHISPER,
    BARGE,
    /// Pause or resume the recording of a call.
    PAUSE_RECORDING,
    LIST_RECORDINGS,
    PLAY_RECORDING,
    /// Compare a recording with the digest of its sealing. Releases no audio.
    VERIFY_RECORDING,
    EXPORT_RECORDING,
    EXPORT_MESSAGE,
    HOLD_RECORDING,
    RELEASE_RECORDING,
    LIST_MESSAGES,
    PLAY_MESSAGE,
    ACKNOWLEDGE_MESSAGE,
    READ_CALLBACK_NUMBER,
    WRITE_NOTE,
    READ_NOTE,
    READ_RULES,
    CHECK_RULES,
    SIMULATE_RULES,
    APPLY_RULES,
    ROLL_BACK_RULES,
    CHANGE_PROMPTS,
    CHANGE_CLOSURES,
    SEE_ON_CALL,
    REPLACE_ON_CALL,
    CANCEL_ON_CALL,
    BLOCK_NUMBER,
    UNBLOCK_NUMBER,
    LIST_BLOCKED,
    SHORTEN_RETENTION,
    ERASE_PATIENT,
    ROTATE_KEY,
    DESTROY_KEY,
    /// Accept an invitation, and sign in with both factors, or as a machine.
    SIGN_IN,
    /// See and end one's own sessions, and prove a factor again.
    MANAGE_OWN_SESSIONS,
    /// See what was looked at in one's own name.
    READ_OWN_ENTRIES,
    READ_AUDIT_LOG,
    /// Take entries of the audit log out of the engine, as a file.
    EXPORT_AUDIT_LOG,
    VERIFY_AUDIT_LOG,
    CERTIFY_DESTRUCTION,
    SEE_AUDIT_HEALTH,
    RE_IDENTIFY,
    INVITE_PERSON,
    CHANGE_MEMBERSHIP,
    REST_PERSON,
    END_ACCOUNT,
    REMOVE_FACTOR,
    READ_INSTRUCTIONS,
    SIGN_INSTRUCTIONS,
    WRITE_INSTRUCTIONS,
    SEE_TRAINING,
    /// Record that an assistant was trained, and until when it counts.
    RECORD_TRAINING,
    /// Record or lift a conflict of interest between an assistant and a practice.
    RECORD_CONFLICT,
    /// See what keeps calls from an assistant.
    SEE_GATES,
    /// See what keeps calls from each assistant of a team.
    SEE_TEAM_GATES,
    SIGN_AGREEMENT,
    /// Sign or end the contract of a practice.
    SIGN_CONTRACT,
    WRITE_AGREEMENT,
    SEE_AGREEMENTS,
    /// Open break-glass access from one's own practice. Whether the other practice is of the same on-call group is
    /// decided by break-glass itself.
    OPEN_BREAK_GLASS,
    REVIEW_BREAK_GLASS,
    /// See who has opened break-glass access to the practice, and when.
    SEE_BREAK_GLASS,
    READ_METRICS,
    READ_JOURNAL,
    SEE_CHANNELS,
    DRAIN;

    /// Whether stored data leaves the engine as a file. Such a deed is refused to a person outside the EEA.
    boolean isExport() {
        return switch (this) {
            case EXPORT_RECORDING, EXPORT_MESSAGE, EXPORT_AUDIT_LOG -> true;
            default -> false;
        };
    }

    /// Whether a person outside the EEA may do it with a stream only, which leaves no file behind.
    boolean isStreamedAbroad() {
        return this == PLAY_RECORDING || this == PLAY_MESSAGE;
    }
}
