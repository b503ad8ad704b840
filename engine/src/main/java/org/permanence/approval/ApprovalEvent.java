package org.permanence.approval;

/// What may happen to a request for a second person. [ApprovalTransitions] has the effects.
public enum ApprovalEvent {
    GIVEN,
    REFUSED,
    /// The person who asked repeats their request with the approved parameters.
    EXECUTED,
    EXPIRED
}
