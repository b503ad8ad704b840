package org.permanence.cli;

import org.permanence.cli.approval.ApprovalCommand;
import org.permanence.cli.breakglass.BreakGlassCommand;
import org.permanence.cli.gates.AgreementCommand;
import org.permanence.cli.gates.ConflictCommand;
import org.permanence.cli.gates.ContractCommand;
import org.permanence.cli.gates.GatesCommand;
import org.permanence.cli.gates.InstructionsCommand;
import org.permanence.cli.gates.TrainingCommand;
import org.permanence.cli.note.NoteCommand;
import org.permanence.cli.people.DeviceCommand;
import org.permanence.cli.people.UserCommand;
import org.permanence.cli.rights.AccessCommand;
import org.permanence.cli.rights.RightsCommand;
import org.permanence.cli.signin.LoginCommand;
import org.permanence.cli.signin.LogoutCommand;
import org.permanence.cli.signin.SessionsCommand;
import org.permanence.cli.signin.StepUpCommand;
import org.permanence.durable.Umask;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/// The command line `permanence`.
@Command(
        name = "permanence",
        description = "Handle the calls of medical practices: run the engine, change its rules, work with its records.",
        version = "permanence 0.1.0",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:Not done; the message says what to correct. audit verify and practice-key reasons: the log is damaged.",
            "2:Invalid command line. audit verify: the log could not be checked.",
            "3:Not done yet: a second person has to approve it. Repeat the command after that."
        },
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            InitCommand.class,
            AsteriskFilesCommand.class,
            JournalCommand.class,
            AssistantCommand.class,
            RecordingCommand.class,
            MessageCommand.class,
            NoteCommand.class,
            OnCallCommand.class,
            PatientCommand.class,
            PracticeCommand.class,
            PracticeKeyCommand.class,
            UserCommand.class,
            DeviceCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            SessionsCommand.class,
            StepUpCommand.class,
            GatesCommand.class,
            AgreementCommand.class,
            TrainingCommand.class,
            InstructionsCommand.class,
            ContractCommand.class,
            ConflictCommand.class,
            KeyCommand.class,
            AuditCommand.class,
            ApprovalCommand.class,
            BreakGlassCommand.class,
            RightsCommand.class,
            AccessCommand.class,
            HeartbeatFileCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Umask.restrictToOwner();
        System.exit(commands().execute(arguments));
    }

    /// The whole command tree. Every command has `--help`.
    public static CommandLine commands() {
        var root = new CommandLine(new Main());
        root.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version and exit.")
                        .build());
        root.addSubcommand(completion());
        addHelp(root);
        ArgumentConverters.register(root);
        return root.setExecutionExceptionHandler((error, command, _) -> CliErrors.report(error, command.getErr()));
    }

    private static CommandLine completion() {
        var completion = new CommandLine(new GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .description(
                        "Print a completion script for bash and zsh.",
                        "Load it into the current shell: source <(permanence generate-completion).");
        return completion;
    }

    private static void addHelp(CommandLine command) {
        if (!command.getCommandSpec().optionsMap().containsKey("--help")) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help and exit.")
                            .build());
        }
        command.getCommandSpec().usageMessage().synopsisSubcommandLabel("COMMAND");
        command.getSubcommands().values().forEach(Main::addHelp);
    }
}
