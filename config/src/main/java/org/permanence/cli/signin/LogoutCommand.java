package org.permanence.cli.signin;

import java.util.Map;
import java.util.concurrent.Callable;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.ManagementClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `logout`.
@Command(name = "logout", description = "End your session of this machine.")
public final class LogoutCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SessionFile file = new SessionFile();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ManagementClient.of(config.management()).post("/sign-in/end", Map.of("session", file.session()));
        file.removeSession();
        spec.commandLine().getOut().println("signed out");
        return 0;
    }
}
