package org.permanence.triage;

/// What a practice knows of a caller's number.
public enum Acquaintance {
    /// Somebody has called this practice from it before.
    KNOWN,
    /// Nobody has, as far as is kept.
    UNKNOWN,
    /// There is none.
    ANONYMOUS
}
