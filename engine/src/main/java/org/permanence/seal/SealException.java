package org.permanence.seal;

/// Sealing or decrypting failed or was refused. [#failure()] has the reason; the message has no personal data.
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
