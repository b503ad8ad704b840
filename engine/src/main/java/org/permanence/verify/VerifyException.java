package org.permanence.verify;

import java.util.Objects;

/// A text or a file that is not what it should be; says where, and what was expected.
public final class VerifyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public VerifyException(String message) {
        super(message);
    }

    public VerifyException(String message, Throwable cause) {
        super(message, cause);
    }

    /// There always is one.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
