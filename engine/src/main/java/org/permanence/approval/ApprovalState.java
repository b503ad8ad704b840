package org.permanence.approval;

/// The state of a request for a second person. [ApprovalTransitions] has the changes.
public enum ApprovalState {
    /// The second person has not decided.
    WAITING,
    /// The person who asked may do it, once.
    APPROVED,
    /// Done, or tried: an approval is spent before the deed begins.
    EXECUTED,
    /// Refused by the second person, or withdrawn by the person who asked.
    REFUSED,
    /// Not decided, or not done, in time.
    EXPIRED;

    /// Whether nothing happens to the request any more.
    public boolean isEnd() {
        return this == EXECUTED || this == REFUSED || this == EXPIRED;
    }
}
