package org.permanence.adapter.configuration;

/// The configuration of Asterisk could not be written.
public final class AsteriskFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AsteriskFilesException(String message) {
        super(message);
    }

    AsteriskFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}
