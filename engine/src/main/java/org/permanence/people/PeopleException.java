package org.permanence.people;

/// A request about an account is refused. Nothing was changed. The message says what is wrong, then what to do.
public final class PeopleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// The kind of refusal.
    public enum Refusal {
        /// The person who asks may not do it.
        NOT_PERMITTED,
        /// There is no such account or place.
        UNKNOWN,
        /// Not possible for this account, or not now.
        CONFLICT
    }

    private final Refusal refusal;

    PeopleException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
