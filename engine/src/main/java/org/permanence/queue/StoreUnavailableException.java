package org.permanence.queue;

/// The store behind the queue failed. Its message names what was tried, never a value.
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
