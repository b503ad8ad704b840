package org.permanence.triage;

/// How urgent a call is, most urgent first. Unclear ranks above routine: a caller who cannot press a key may be in
/// danger.
public enum Urgency {
    VITAL,
    URGENT,
    UNCLEAR,
    ROUTINE
}
