package org.permanence.gates;

/// A request about texts, signatures, trainings, contracts or conflicts is refused. Nothing was changed. The
/// message says what is wrong, then what to do.
public final class GateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// The kind of refusal.
    public enum Refusal {
        /// There is no such person or text.
        UNKNOWN,
        /// Not possible now.
        CONFLICT
    }

    private final Refusal refusal;

    GateException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
