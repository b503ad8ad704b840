package org.permanence.audit;

/// What is acted on.
///
/// @param name its id; of a patient the pseudonym, never the number
public record AuditObject(Kind kind, String name) {

    public enum Kind {
        RECORDING,
        CALL,
        PRACTICE,
        PATIENT,
        KEY,
        LOG
    }

    public AuditObject {
        if (kind == Kind.PATIENT) {
            EntryWords.requirePseudonym("patient", name);
        } else {
            EntryWords.requireWord("object", name);
        }
    }
}
