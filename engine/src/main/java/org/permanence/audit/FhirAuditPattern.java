package org.permanence.audit;

/// Which of IHE's Basic Audit Log Patterns an action follows: its codes and the roles of client and server.
///
/// In a read the client is the destination of the data; in a query the client is the source of the question.
record FhirAuditPattern(String action, FhirCoding type, FhirCoding subtype, FhirCoding client, FhirCoding server) {

    static final FhirAuditPattern CREATE = new FhirAuditPattern(
            "C", FhirCoding.REST, FhirCoding.interaction("create"), FhirCoding.SOURCE, FhirCoding.DESTINATION);
    static final FhirAuditPattern READ = new FhirAuditPattern(
            "R", FhirCoding.REST, FhirCoding.interaction("read"), FhirCoding.DESTINATION, FhirCoding.SOURCE);
    static final FhirAuditPattern UPDATE = new FhirAuditPattern(
            "U", FhirCoding.REST, FhirCoding.interaction("update"), FhirCoding.SOURCE, FhirCoding.DESTINATION);
    static final FhirAuditPattern DELETE = new FhirAuditPattern(
            "D", FhirCoding.REST, FhirCoding.interaction("delete"), FhirCoding.APPLICATION, FhirCoding.CUSTODIAN);
    static final FhirAuditPattern QUERY = new FhirAuditPattern(
            "E", FhirCoding.REST, FhirCoding.interaction("search"), FhirCoding.SOURCE, FhirCoding.DESTINATION);
    static final FhirAuditPattern DISCLOSURE = new FhirAuditPattern(
            "R", FhirCoding.EXPORT, FhirCoding.DISCLOSE, FhirCoding.DESTINATION, FhirCoding.SOURCE);
    static final FhirAuditPattern TRANSFER = new FhirAuditPattern(
            "R", FhirCoding.EXPORT, FhirCoding.TRANSMIT, FhirCoding.DESTINATION, FhirCoding.SOURCE);
    static final FhirAuditPattern LOG_USE = new FhirAuditPattern(
            "R", FhirCoding.LOG_USED, FhirCoding.interaction("read"), FhirCoding.DESTINATION, FhirCoding.SOURCE);
    static final FhirAuditPattern LOGIN = new FhirAuditPattern(
            "E", FhirCoding.AUTHENTICATION, FhirCoding.LOGIN, FhirCoding.SOURCE, FhirCoding.DESTINATION);
    static final FhirAuditPattern LOGOUT = new FhirAuditPattern(
            "E", FhirCoding.AUTHENTICATION, FhirCoding.LOGOUT, FhirCoding.SOURCE, FhirCoding.DESTINATION);

    static FhirAuditPattern of(Action action) {
        return switch (action) {
            case RECORDING_SEALED,
                    PERSON_INVITED,
                    NOTE_WRITTEN,
                    APPROVAL_ASKED,
                    BREAK_GLASS_OPENED,
                    AGREEMENT_WRITTEN,
                    INSTRUCTION_WRITTEN,
                    TRAINING_RECORDED -> CREATE;
            case RECORDING_PLAYED,
                    RECORDING_VERIFIED,
                    NUMBER_READ,
                    PRACTICE_READ,
                    ROTA_READ,
                    NOTE_READ,
                    APPROVAL_SHOWN,
                    BREAK_GLASS_SHOWN -> READ;
            case RECORDING_RECOVERED, RECORDING_PAUSED, RECORDING_RESUMED, MESSAGE_ACKNOWLEDGED -> UPDATE;
            case NUMBER_BLOCKED, NUMBER_UNBLOCKED, HOLD_SET, HOLD_LIFTED, KEY_ROTATED -> UPDATE;
            case ASSISTANT_CHANGED, PRACTICE_CHANGED, ROTA_OVERRIDDEN -> UPDATE;
            case PERSON_CHANGED, ROLE_GIVEN, ROLE_TAKEN, FACTOR_ADDED -> UPDATE;
            case APPROVAL_GIVEN,
                    APPROVAL_REFUSED,
                    APPROVAL_USED,
                    BREAK_GLASS_REVIEWED,
                    AGREEMENT_SIGNED,
                    CONTRACT_ENDED,
                    INSTRUCTION_READ,
                    CONFLICT_CHANGED -> UPDATE;
            case RECORDING_DISCARDED,
                    RECORDING_EXPIRED,
                    PATIENT_ERASED,
                    KEY_DESTROYED,
                    DATA_EXPIRED,
                    LOG_EXPIRED,
                    LOG_LOSS_ACCEPTED,
                    FACTOR_REMOVED -> DELETE;
            case RECORDING_LISTED,
                    NOTE_LISTED,
                    MESSAGE_LISTED,
                    BLOCKED_LISTED,
                    JOURNAL_READ,
                    ASSISTANTS_LISTED,
                    PERSONS_LISTED,
                    ACCESS_REFUSED,
                    GATE_REFUSED,
                    GATES_READ -> QUERY;
            case SIGNED_IN, SIGN_IN_FAILED, STEPPED_UP -> LOGIN;
            case SIGNED_OUT -> LOGOUT;
            case RECORDING_EXPORTED -> DISCLOSURE;
            case TRANSFERRED_ABROAD -> TRANSFER;
            case LOG_READ, LOG_EXPORTED, LOG_VERIFIED -> LOG_USE;
        };
    }
}
