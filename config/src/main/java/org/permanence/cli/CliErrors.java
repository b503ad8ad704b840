package org.permanence.cli;

import java.io.PrintWriter;
import org.permanence.boot.StartupErrors;

/// Reports why a command failed.
final class CliErrors {

    private CliErrors() {}

    /// Prints one line for a fault that the user can correct, and the stack trace for any other.
    ///
    /// @return the exit status of the process
    static int report(Exception fault, PrintWriter out) {
        if (fault instanceof CommandException known) {
            out.println("permanence: " + known.getMessage());
            return known.status();
        }
        return StartupErrors.report(fault, out);
    }
}
