package org.permanence.verify;

import java.util.Objects;

/// A malformed text or file. The message says where, and what was expected.
public final class VerifyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public VerifyException(String message) {
        super(message);
    }

    public VerifyException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
