package org.permanence.audit;

/// Which of the Basic Audit Log Patterns an action follows: its codes, and which side data comes from.
///
/// Of a read the client is where data goes; of a query it is where the question comes from.
record EventPattern(String action, Coding type, Coding subtype, Coding client, Coding server) {

    static final EventPattern CREATE =
            new EventPattern("C", Coding.REST, Coding.interaction("create"), Coding.SOURCE, Coding.DESTINATION);
    static final EventPattern READ =
            new EventPattern("R", Coding.REST, Coding.interaction("read"), Coding.DESTINATION, Coding.SOURCE);
    static final EventPattern UPDATE =
            new EventPattern("U", Coding.REST, Coding.interaction("update"), Coding.SOURCE, Coding.DESTINATION);
    static final EventPattern DELETE =
            new EventPattern("D", Coding.REST, Coding.interaction("delete"), Coding.APPLICATION, Coding.CUSTODIAN);
    static final EventPattern QUERY =
            new EventPattern("E", Coding.REST, Coding.interaction("search"), Coding.SOURCE, Coding.DESTINATION);
    static final EventPattern DISCLOSURE =
            new EventPattern("R", Coding.EXPORT, Coding.DISCLOSE, Coding.DESTINATION, Coding.SOURCE);
    static final EventPattern LOG_USE =
            new EventPattern("R", Coding.LOG_USED, Coding.interaction("read"), Coding.DESTINATION, Coding.SOURCE);

    static EventPattern of(Action action) {
        return switch (action) {
            case RECORDING_SEALED -> CREATE;
            case RECORDING_PLAYED, RECORDING_VERIFIED, NUMBER_READ -> READ;
            case RECORDING_RECOVERED,
                    MESSAGE_ACKNOWLEDGED,
                    NUMBER_BLOCKED,
                    NUMBER_UNBLOCKED,
                    HOLD_SET,
                    HOLD_LIFTED,
                    KEY_ROTATED -> UPDATE;
            case RECORDING_DISCARDED, RECORDING_EXPIRED, PATIENT_ERASED, KEY_DESTROYED, LOG_EXPIRED -> DELETE;
            case RECORDING_LISTED, MESSAGE_LISTED, BLOCKED_LISTED -> QUERY;
            case RECORDING_EXPORTED -> DISCLOSURE;
            case LOG_READ, LOG_EXPORTED -> LOG_USE;
        };
    }
}
