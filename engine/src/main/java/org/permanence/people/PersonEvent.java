package org.permanence.people;

/// What may happen to an account. [PersonTransitions] has the effects.
public enum PersonEvent {
    /// Invited again: the earlier invitation ends.
    INVITED_AGAIN,
    ACCEPTED,
    RESTED,
    /// The end of a rest.
    RETURNED,
    /// Two persons took the factors: they are invited to choose others.
    FACTORS_TAKEN,
    DEPARTED
}
