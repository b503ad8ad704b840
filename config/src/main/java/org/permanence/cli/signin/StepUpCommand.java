package org.permanence.cli.signin;

import java.util.Map;
import java.util.concurrent.Callable;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.ManagementClient;
import org.permanence.cli.PersonalInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `step-up`.
@Command(
        name = "step-up",
        description = {
            "Prove a factor again in your session. Asks for the next code of your app; a recovery code does not count.",
            "For five minutes from then on, commands that need a fresh factor are done. Also ends idleness.",
            "If the input is redirected, its first line is the code."
        })
public final class StepUpCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SessionFile file = new SessionFile();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var client = ManagementClient.of(config.management());
        String session = file.session();
        JsonNode renewed = client.post(
                "/sign-in/step-up", Map.of("session", session, "code", PersonalInput.readSecret(spec, "Code")));
        file.renew(renewed.path("session").asString());
        spec.commandLine()
                .getOut()
                .println("factor is fresh until " + renewed.path("fresh-until").asString());
        return 0;
    }
}
