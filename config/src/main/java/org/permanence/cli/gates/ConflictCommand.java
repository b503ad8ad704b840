package org.permanence.cli.gates;

import java.util.Map;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.practice.PracticeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `conflict`.
@Command(
        name = "conflict",
        description = "Record conflicts of interest: an assistant is offered no call of such a practice.")
public final class ConflictCommand {

    private static final String LOGIN = "Login of the assistant.";
    private static final String PRACTICE = "Practice.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "record", description = "Record a conflict of interest of an assistant of your team.")
    void record(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(names = "--practice", paramLabel = "NAME", required = true, description = PRACTICE)
                    PracticeId practice) {
        change(config, access, login, practice, "record");
        spec.commandLine().getOut().println("recorded: " + login + " is offered no call of " + practice);
    }

    @Command(name = "lift", description = "Lift a conflict of interest of an assistant of your team.")
    void lift(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(names = "--practice", paramLabel = "NAME", required = true, description = PRACTICE)
                    PracticeId practice) {
        change(config, access, login, practice, "lift");
        spec.commandLine().getOut().println("lifted: " + login + " may be offered calls of " + practice);
    }

    private static void change(
            ConfigOption config, AccessOptions access, Login login, PracticeId practice, String what) {
        access.client(config.management())
                .post("/conflicts/" + login + "/" + what, Map.of("practice", practice.value()));
    }
}
