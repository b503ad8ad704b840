package org.permanence.boot;

/// The house cannot start, or a command cannot be done. The message is for whoever typed it: what is wrong, and
/// what to do.
final class BootException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BootException(String message) {
        super(message);
    }

    BootException(String message, Throwable cause) {
        super(message, cause);
    }
}
