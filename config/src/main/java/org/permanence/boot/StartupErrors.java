package org.permanence.boot;

import java.io.PrintWriter;
import org.permanence.adapter.audio.PromptException;
import org.permanence.boot.SwitchGuard.OtherSwitchException;
import org.permanence.management.ManagementException;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.SettingsException;

/// Reports the faults that end the process.
public final class StartupErrors {

    private static final int EXIT_FAILED = 1;

    /// As for wrong arguments: starting again does not help.
    private static final int EXIT_REFUSED = 2;

    private StartupErrors() {}

    /// Prints one line for a fault that an operator can correct, and the stack trace for any other.
    ///
    /// @return the exit status of the process
    public static int report(Exception fault, PrintWriter out) {
        switch (fault) {
            case OtherSwitchException _ -> {
                out.println("permanence: " + fault.getMessage());
                return EXIT_REFUSED;
            }
            case StartupException _,
                    SettingsException _,
                    StoreUnavailableException _,
                    PromptException _,
                    ManagementException _ -> out.println("permanence: " + fault.getMessage());
            default -> fault.printStackTrace(out);
        }
        return EXIT_FAILED;
    }
}
