package org.permanence.people;

/// The state of an account.
public enum PersonState {
    /// Invited, and has not accepted yet.
    INVITED,
    ACTIVE,
    /// May not act until the rest ends, for example during a leave.
    RESTING,
    /// Has left for good. The account stays, so that its login is never given to another person.
    LEFT
}
