package org.permanence.triage;

/// How urgent a call is, most urgent first. Unclear is treated upwards: whoever cannot press a key may be in
/// danger.
public enum Urgency {
    VITAL,
    URGENT,
    UNCLEAR,
    ROUTINE
}
