package org.permanence.cli.signin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.ManagementClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `sessions`.
@Command(name = "sessions", description = "List your sessions on all machines, or end one.")
public final class SessionsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SessionFile file = new SessionFile();

    @Option(names = "--end", paramLabel = "ID", description = "Session to end (default: list them).")
    private Optional<String> ended = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var client = ManagementClient.of(config.management());
        String session = file.session();
        if (ended.isPresent()) {
            client.post("/sign-in/end", Map.of("session", session, "id", ended.get()));
            spec.commandLine().getOut().println("ended " + ended.get());
        } else {
            client.post("/sign-in/sessions", Map.of("session", session)).forEach(this::print);
        }
        return 0;
    }

    private void print(JsonNode session) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%s from %s since %s, active %s, ends %s%s%n",
                        session.path("id").asString(),
                        session.path("source").asString(),
                        session.path("started-at").asString(),
                        session.path("active-at").asString(),
                        session.path("ends-at").asString(),
                        session.path("this").asBoolean() ? " (this one)" : "");
    }
}
