package org.permanence.boot;

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
        description = "Signs an assistant in or out, pauses her, makes her ready again; list shows everybody.")
final class AssistantCommand implements Callable<Integer> {

    private enum Action {
        LIST,
        LOGIN,
        LOGOUT,
        PAUSE,
        READY
    }

    @Mixin
    private HouseOption house = new HouseOption();

    @Parameters(index = "0", paramLabel = "ACTION", description = "list, login, logout, pause or ready")
    private String action = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "LOGIN", description = "Who.")
    private Optional<String> login = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "WORD",
            defaultValue = "break",
            description = "Why she pauses: break, lunch, training, meeting or other (default: ${DEFAULT-VALUE}).")
    private String reason = "break";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var running = new RunningHouse(house.read().management());
        switch (wanted()) {
            case LIST -> running.get("/assistants").forEach(this::show);
            case PAUSE -> show(running.post("/assistants/" + who() + "/pause?reason=" + plain(reason)));
            case LOGIN -> show(running.post("/assistants/" + who() + "/login"));
            case LOGOUT -> show(running.post("/assistants/" + who() + "/logout"));
            case READY -> show(running.post("/assistants/" + who() + "/ready"));
        }
        return 0;
    }

    private Action wanted() {
        try {
            return Action.valueOf(action.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new ParameterException(
                    spec.commandLine(), "action: " + action + " (expected: list, login, logout, pause, ready)");
        }
    }

    private String who() {
        return plain(login.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "login: missing (expected: an assistant's)")));
    }

    /// What goes into a path must be a name of the house.
    private String plain(String word) {
        if (!word.matches("[a-z0-9-]{1,40}")) {
            throw new ParameterException(spec.commandLine(), word + " (expected: lower-case letters, digits, '-')");
        }
        return word;
    }

    private void show(JsonNode presence) {
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
