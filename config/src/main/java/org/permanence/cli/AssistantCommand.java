package org.permanence.cli;

import org.permanence.assistant.Login;
import org.permanence.text.EnumWords;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "assistant",
        description = {
            "Sign assistants in and out, pause them, transfer their callers.",
            "Assistants change their own state, and supervisors that of their team."
        })
final class AssistantCommand {

    private static final String LOGIN = "Login of the assistant.";

    /// The engine sets the other pause reasons itself.
    private enum ManualPauseReason {
        BREAK,
        LUNCH,
        TRAINING,
        MEETING,
        OTHER
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            description = {
                "List the assistants of your teams with state and since when.",
                "Where your role sees numbers only: the number of assistants in each state."
            })
    void list(@Mixin ConfigOption config, @Mixin AccessOptions access) {
        access.client(config.management()).get("/assistants").forEach(this::print);
    }

    @Command(name = "login", description = "Sign an assistant in.")
    void login(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login) {
        change(access.client(config.management()), login, "login");
    }

    @Command(name = "logout", description = "Sign an assistant out.")
    void logout(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login) {
        change(access.client(config.management()), login, "logout");
    }

    @Command(name = "pause", description = "Pause an assistant: no call is offered until ready.")
    void pause(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(
                            names = "--reason",
                            paramLabel = "WORD",
                            defaultValue = "break",
                            description = "Pause reason: break, lunch, training, meeting or other "
                                    + "(default: ${DEFAULT-VALUE}).")
                    String reason) {
        String action = "pause?reason=" + EnumWords.of(pauseReason(reason));
        change(access.client(config.management()), login, action);
    }

    @Command(name = "ready", description = "End an assistant's pause or wrap-up.")
    void ready(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login) {
        change(access.client(config.management()), login, "ready");
    }

    @Command(
            name = "transfer",
            description = {
                "Transfer the assistant's caller to a line of the practice.",
                "The call stays with the assistant until the line answers."
            })
    void transfer(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(
                            names = "--to",
                            paramLabel = "LINE",
                            required = true,
                            description = "Line to ring, one of the practice's transfer-lines.")
                    Name line) {
        JsonNode response = access.client(config.management()).post("/assistants/" + login + "/transfer?line=" + line);
        spec.commandLine()
                .getOut()
                .printf(
                        "%-20s ringing %s; the caller stays with %s until it answers%n",
                        response.path("login").asString(),
                        response.path("line").asString(),
                        response.path("login").asString());
    }

    private void change(ManagementClient client, Login login, String action) {
        print(client.post("/assistants/" + login + "/" + action));
    }

    private ManualPauseReason pauseReason(String word) {
        return EnumWords.parse(ManualPauseReason.class, word)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--reason: unknown (expected: one of "
                                + String.join(", ", EnumWords.all(ManualPauseReason.class)) + ")"));
    }

    private void print(JsonNode presence) {
        if (presence.has("assistants")) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-10s %d%n",
                            presence.path("state").asString(),
                            presence.path("assistants").asInt());
            return;
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%-20s %-10s %s %s%n",
                        presence.path("login").asString(),
                        presence.path("state").asString(),
                        presence.path("since").asString(),
                        presence.path("reason").asString(""));
    }
}
