package org.permanence.approval;

/// A request for a second person is refused. Nothing was changed. The message says what is wrong, then what to do.
public final class ApprovalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// The kind of refusal.
    public enum Refusal {
        /// There is no such request, or it is not for this person to see.
        UNKNOWN,
        /// Not possible for this request, or not now.
        CONFLICT
    }

    private final Refusal refusal;

    ApprovalException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    static ApprovalException conflict(ApprovalId id, String problem) {
        return new ApprovalException(Refusal.CONFLICT, "request " + id + ": " + problem);
    }

    static ApprovalException unknown(ApprovalId id) {
        return new ApprovalException(
                Refusal.UNKNOWN, "request " + id + ": unknown (expected: one that permanence approval list shows)");
    }

    public Refusal refusal() {
        return refusal;
    }
}
