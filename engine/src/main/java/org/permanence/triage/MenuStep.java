package org.permanence.triage;

/// Where a caller is on the way through the questions.
public sealed interface MenuStep {

    /// Is it a matter of life?
    ///
    /// @param again whether it has been asked once already
    record AsksEmergency(boolean again) implements MenuStep {}

    /// A question of the practice's.
    ///
    /// @param again whether it has been asked once already
    record Asks(MenuQuestion question, boolean again) implements MenuStep {}

    /// There is nothing more to ask.
    record Done(TriageResult triage) implements MenuStep {}
}
