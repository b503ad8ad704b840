package org.permanence.breakglass;

import org.permanence.practice.PracticeId;

/// Break-glass access, or its review, is refused. Nothing was changed. The message says what is wrong, then what to
/// do.
public final class BreakGlassException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// The kind of refusal.
    public enum Refusal {
        /// There is none, or it is not for this person to see.
        UNKNOWN,
        /// Not for this person to do.
        NOT_PERMITTED,
        /// Not possible now.
        CONFLICT
    }

    private final Refusal refusal;

    private BreakGlassException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    static BreakGlassException conflict(String problem) {
        return new BreakGlassException(Refusal.CONFLICT, "break-glass: " + problem);
    }

    static BreakGlassException notPermitted(BreakGlassId id) {
        return new BreakGlassException(
                Refusal.NOT_PERMITTED,
                "break-glass " + id + ": not for you to review (expected: a data protection officer of the practice)");
    }

    static BreakGlassException unknown(BreakGlassId id) {
        return new BreakGlassException(
                Refusal.UNKNOWN,
                "break-glass " + id + ": unknown (expected: one that permanence break-glass list shows)");
    }

    /// A practice of another group is answered like one that does not exist.
    static BreakGlassException unknownPractice(PracticeId practice) {
        return new BreakGlassException(
                Refusal.UNKNOWN,
                "practice " + practice + ": unknown (expected: another practice of your on-call group)");
    }

    public Refusal refusal() {
        return refusal;
    }
}
