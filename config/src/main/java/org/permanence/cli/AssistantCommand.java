package org.permanence.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        description =
                "Signs an assistant in or out, pauses her, makes her ready again, hands her caller over; list shows "
                        + "everybody.")
final class AssistantCommand implements Callable<Integer> {

    private enum Action {
        LIST,
        LOGIN,
        LOGOUT,
        PAUSE,
        READY,
        TRANSFER
    }

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "ACTION", description = "list, login, logout, pause, ready or transfer")
    private String action = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "LOGIN", description = "Who.")
    private Optional<String> login = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "WORD",
            defaultValue = "break",
            description = "Why she pauses: break, lunch, training, meeting or other (default: ${DEFAULT-VALUE}).")
    private String reason = "break";

    @Option(
            names = "--to",
            paramLabel = "LINE",
            description = "transfer: to which of the practice's transfer-lines. Both talk on until it answers.")
    private Optional<String> line = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var client = new ManagementClient(config.read().management());
        switch (parseAction()) {
            case LIST -> client.get("/assistants").forEach(this::print);
            case PAUSE -> print(client.post("/assistants/" + requiredLogin() + "/pause?reason=" + checkedWord(reason)));
            case LOGIN -> print(client.post("/assistants/" + requiredLogin() + "/login"));
            case LOGOUT -> print(client.post("/assistants/" + requiredLogin() + "/logout"));
            case READY -> print(client.post("/assistants/" + requiredLogin() + "/ready"));
            case TRANSFER ->
                printRinging(client.post("/assistants/" + requiredLogin() + "/transfer?line=" + targetLine()));
        }
        return 0;
    }

    private Action parseAction() {
        try {
            return Action.valueOf(action.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new ParameterException(
                    spec.commandLine(),
                    "action: " + action + " (expected: list, login, logout, pause, ready, transfer)");
        }
    }

    private String requiredLogin() {
        return checkedWord(login.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "login: missing (expected: an assistant's)")));
    }

    private String targetLine() {
        return checkedWord(
                line.orElseThrow(() -> new ParameterException(spec.commandLine(), "--to: missing (expected: a line)")));
    }

    /// What goes into a path must be a name of the house.
    private String checkedWord(String word) {
        if (!word.matches("[a-z0-9-]{1,40}")) {
            throw new ParameterException(spec.commandLine(), word + " (expected: lower-case letters, digits, '-')");
        }
        return word;
    }

    private void printRinging(JsonNode response) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%-20s rings %s; the caller talks on with her until it answers%n",
                        response.path("login").asString(),
                        response.path("ringing").asString());
    }

    private void print(JsonNode presence) {
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
