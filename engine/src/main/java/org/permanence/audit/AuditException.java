package org.permanence.audit;

/// The log could not be written or read. Code that catches it must not release data.
public final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public AuditException(String message) {
        super(message);
    }

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
