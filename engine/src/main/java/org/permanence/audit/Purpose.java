package org.permanence.audit;

/// Why somebody looks: the codes of HL7's PurposeOfUse, by their own names but one (training is `TRAIN` there).
public enum Purpose {
    /// Treatment.
    TREAT,
    /// Emergency treatment.
    ETREAT,
    /// The practice's own running: quality, organisation.
    HOPERAT,
    /// A complaint, a court, an authority.
    HLEGAL,
    /// Checking that the rules are kept.
    HCOMPL,
    /// Training of those who answer.
    HTRAIN,
    /// The patient asked for it: access, copy, erasure.
    PATRQT,
    /// Maintenance of the system, which hears and reads nothing.
    HSYSADMIN
}
