package org.permanence.triage;

/// One routing rule: calls that match its conditions take its route.
public record Rule(RuleConditions conditions, Route route) {}
