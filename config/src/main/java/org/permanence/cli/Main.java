package org.permanence.cli;

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
            KeyCommand.class,
            AsteriskFilesCommand.class,
            AssistantCommand.class,
            AuditCommand.class,
            JournalCommand.class,
            MessageCommand.class,
            OnCallCommand.class,
            PatientCommand.class,
            PracticeCommand.class,
            PracticeKeyCommand.class,
            RecordingCommand.class,
            HeartbeatFileCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    public static CommandLine commands() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((fault, command, _) -> CliErrors.report(fault, command.getErr()));
    }
}
