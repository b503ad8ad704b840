package org.permanence.triage;

/// What a key does in one of the practice's questions.
public sealed interface KeyAction {

    /// Ends the triage with this result.
    record Classifies(TriageResult triage) implements KeyAction {}

    /// Leads to another question.
    record LeadsTo(String question) implements KeyAction {}
}
