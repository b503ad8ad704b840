package org.permanence.seal;

/// Something sealed stays closed, or could not be sealed. The reason is a word; the message names nobody.
public final class SealException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final SealFailure failure;

    public SealException(SealFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    public SealException(SealFailure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public SealFailure failure() {
        return failure;
    }
}
