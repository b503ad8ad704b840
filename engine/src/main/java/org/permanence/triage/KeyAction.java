package org.permanence.triage;

/// What a key means, where a practice asks.
public sealed interface KeyAction {

    /// The caller has said it.
    record Classifies(TriageResult triage) implements KeyAction {}

    /// Another question follows.
    record LeadsTo(String question) implements KeyAction {}
}
