package org.permanence.cli;

/// A command failed. The message says what is wrong, then what to do.
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int FAILED = 1;
    private static final int WAITS = 3;

    private final int status;

    public CommandException(String message) {
        this(message, FAILED);
    }

    private CommandException(String message, int status) {
        super(message);
        this.status = status;
    }

    /// The command is done only once a second person has approved it.
    static CommandException waits(String message) {
        return new CommandException(message, WAITS);
    }

    /// The exit status of the process.
    int status() {
        return status;
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
        this.status = FAILED;
    }
}
