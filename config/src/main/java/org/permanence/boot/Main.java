package org.permanence.boot;

import java.io.PrintWriter;
import org.permanence.queue.StoreException;
import org.permanence.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line.
@Command(
        name = "permanence",
        description = "The call-handling engine of medical telephone reception.",
        mixinStandardHelpOptions = true,
        version = "permanence 0.1.0",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            InitCommand.class,
            AsteriskCommand.class,
            AssistantCommand.class,
            JournalCommand.class,
            BeatFileCommand.class,
            BenchServerCommand.class,
            BenchAmiCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] words) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .execute(words));
    }

    /// What a person can act on is one sentence; anything else is a fault of ours and shows where.
    private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult words) {
        PrintWriter out = command.getErr();
        if (fault instanceof BootException || fault instanceof SettingsException || fault instanceof StoreException) {
            out.println("permanence: " + fault.getMessage());
        } else {
            fault.printStackTrace(out);
        }
        return 1;
    }
}
