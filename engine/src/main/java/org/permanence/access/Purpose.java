package org.permanence.access;

/// The purpose of an access: codes of HL7's PurposeOfUse under their HL7 names. Training alone differs: HL7 calls
/// it `TRAIN`.
public enum Purpose {
    /// Treatment.
    TREAT,
    /// Emergency treatment.
    ETREAT,
    /// Operation of the practice: quality, organisation.
    HOPERAT,
    /// A complaint, a court, an authority.
    HLEGAL,
    /// Compliance checks.
    HCOMPL,
    /// Training of assistants.
    HTRAIN,
    /// The patient asked for it: access, copy, erasure.
    PATRQT,
    /// System maintenance, which hears and reads no content.
    HSYSADMIN
}
