package org.permanence.triage;

/// One line of a practice's rules.
public record Rule(RuleConditions conditions, Route route) {}
