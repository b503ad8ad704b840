package org.permanence.seal;

/// Something sealed stays closed, or could not be sealed. The reason is a word; the message names nobody.
public final class SealException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    public SealException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public SealException(Refusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
