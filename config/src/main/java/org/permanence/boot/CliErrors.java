package org.permanence.boot;

import java.io.PrintWriter;
import org.permanence.adapter.audio.PromptException;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.SettingsException;

/// How a command tells that it failed.
final class CliErrors {

    private static final int EXIT_FAILED = 1;

    private CliErrors() {}

    /// What a person can act on is one sentence; anything else is a fault of ours and shows where.
    ///
    /// @return the status of the process
    static int report(Exception fault, PrintWriter out) {
        switch (fault) {
            case CommandException _, SettingsException _, StoreUnavailableException _, PromptException _ ->
                out.println("permanence: " + fault.getMessage());
            default -> fault.printStackTrace(out);
        }
        return EXIT_FAILED;
    }
}
