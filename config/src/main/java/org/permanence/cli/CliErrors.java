package org.permanence.cli;

import java.io.PrintWriter;
import org.permanence.boot.StartupErrors;

/// Reports why a command failed.
final class CliErrors {

    private static final int EXIT_FAILED = 1;

    private CliErrors() {}

    /// Prints one line for a fault that the user can correct, and the stack trace for any other.
    ///
    /// @return the exit status of the process
    static int report(Exception fault, PrintWriter out) {
        if (fault instanceof CommandException) {
            out.println("permanence: " + fault.getMessage());
            return EXIT_FAILED;
        }
        return StartupErrors.report(fault, out);
    }
}
