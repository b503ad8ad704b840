package org.permanence.triage;

/// One line of a practice's rules.
public record Rule(Conditions when, Route to) {}
