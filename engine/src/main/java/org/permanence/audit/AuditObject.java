package org.permanence.audit;

import org.permanence.privacy.NonPersonalWords;

/// The object of an access.
///
/// @param name its id; for a patient the pseudonym, never the number
public record AuditObject(Kind kind, String name) {

    public enum Kind {
        RECORDING,
        CALL,
        PRACTICE,
        PATIENT,
        KEY,
        LOG,
        JOURNAL,
        ASSISTANT,
        ROTA,
        PERSON,
        SESSION,
        /// A clinical note.
        NOTE,
        /// A request to the engine. The name is its deed.
        REQUEST,
        /// Rows of the database. The name is the kind of data.
        DATA
    }

    public AuditObject {
        if (kind == Kind.PATIENT) {
            NonPersonalWords.requirePseudonym("patient", name);
        } else {
            NonPersonalWords.requireId("object", name);
        }
    }
}
