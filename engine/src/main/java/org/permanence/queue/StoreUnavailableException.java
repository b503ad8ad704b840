package org.permanence.queue;

/// The store failed or did not answer in time. The message names the operation, never a value.
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
