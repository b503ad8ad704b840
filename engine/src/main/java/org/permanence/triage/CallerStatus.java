package org.permanence.triage;

/// What a practice knows about the number of a caller.
public enum CallerStatus {
    /// The practice was called from this number before.
    KNOWN,
    /// No earlier call from this number is on record.
    UNKNOWN,
    /// The caller presents no number.
    ANONYMOUS,
    /// The practice has blocked the number. Only rules that mention blocked callers treat it differently.
    BLOCKED
}
