package org.permanence.triage;

/// A caller's step in the triage menu.
public sealed interface MenuStep {

    /// The emergency question.
    ///
    /// @param again whether it has been asked once already
    record AsksEmergency(boolean again) implements MenuStep {}

    /// One of the practice's own questions.
    ///
    /// @param again whether it has been asked once already
    record Asks(MenuQuestion question, boolean again) implements MenuStep {}

    /// The triage is complete.
    record Done(TriageResult triage) implements MenuStep {}
}
