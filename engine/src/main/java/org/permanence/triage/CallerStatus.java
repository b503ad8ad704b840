package org.permanence.triage;

/// What a practice knows of a caller's number.
public enum CallerStatus {
    /// Somebody has called this practice from it before.
    KNOWN,
    /// Nobody has, as far as is kept.
    UNKNOWN,
    /// There is none.
    ANONYMOUS,
    /// The practice has blocked it. Only rules that name it tell it apart from the others.
    BLOCKED
}
