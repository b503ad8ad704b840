package org.permanence.audit;

/// The log could not be written or read. Whoever gets it gives nothing away.
public final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public AuditException(String message) {
        super(message);
    }

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
