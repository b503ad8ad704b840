package org.permanence.management;

/// The management port cannot be opened. The message says what is wrong, then what to do.
public final class ManagementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ManagementException(String message, Throwable cause) {
        super(message, cause);
    }
}
