package org.permanence.access;

/// The purpose of an access, with the names of HL7's PurposeOfUse codes. One name differs: HL7 calls training
/// `TRAIN`.
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
    /// System maintenance, without access to content.
    HSYSADMIN
}
