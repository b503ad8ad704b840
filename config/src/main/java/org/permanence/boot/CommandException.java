package org.permanence.boot;

/// The house cannot start, or a command cannot be done. The message is for whoever typed it: what is wrong, and
/// what to do.
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
