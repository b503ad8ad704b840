package org.permanence.triage;

/// What a key does in a question of the practice.
public sealed interface KeyAction {

    /// Ends the triage with this result.
    record Classifies(TriageResult triage) implements KeyAction {}

    /// Leads to another question.
    record LeadsTo(String question) implements KeyAction {}
}
