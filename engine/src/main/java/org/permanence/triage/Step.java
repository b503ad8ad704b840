package org.permanence.triage;

/// Where a caller is on the way through the questions.
public sealed interface Step {

    /// Is it a matter of life?
    ///
    /// @param again whether it has been asked once already
    record AsksEmergency(boolean again) implements Step {}

    /// A question of the practice's.
    ///
    /// @param again whether it has been asked once already
    record Asks(ClosedQuestion question, boolean again) implements Step {}

    /// There is nothing more to ask.
    record Knows(Said said) implements Step {}
}
