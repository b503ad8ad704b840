package org.permanence.cli.gates;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.gates.Gate;
import org.permanence.practice.PracticeId;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `gates`.
@Command(
        name = "gates",
        description = {
            "Show what is missing before assistants are offered calls, and the command that mends it.",
            "Without an option: for all assistants of your teams."
        })
public final class GatesCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Option(
            names = "--assistant",
            paramLabel = "LOGIN",
            description = "Show what is missing for one assistant, such as yourself (default: all of your teams).")
    private Optional<Login> assistant = Optional.empty();

    @Option(
            names = "--practice",
            paramLabel = "NAME",
            description = "Show what is missing for one practice (default: all).")
    private Optional<PracticeId> practice = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        access.client(config.management()).get(path()).forEach(this::print);
        return 0;
    }

    private String path() {
        return assistant
                .map(login -> "/gates/assistants/" + login)
                .or(() -> practice.map(name -> "/gates/practices/" + name))
                .orElse("/gates");
    }

    private void print(JsonNode row) {
        String served = row.path("practice").asString();
        String login = row.path("assistant").asString();
        if (practice.filter(only -> !only.value().equals(served)).isPresent()) {
            return;
        }
        List<String> missing =
                row.path("missing").valueStream().map(JsonNode::asString).toList();
        spec.commandLine()
                .getOut()
                .printf(
                        "%s, %s: %s%n",
                        login, served, missing.isEmpty() ? "in order" : "missing " + String.join(", ", missing));
        missing.stream()
                .flatMap(word -> EnumWords.parse(Gate.class, word).stream())
                .forEach(gate -> spec.commandLine()
                        .getOut()
                        .printf("  %s: permanence %s%n", EnumWords.of(gate), mend(gate, login, served)));
    }

    /// The command that opens a gate.
    private static String mend(Gate gate, String login, String practice) {
        return switch (gate) {
            case ACCOUNT -> "user invite " + login;
            case FACTORS -> "user accept";
            case AGREEMENT -> "agreement text, then: permanence agreement sign";
            case TRAINING -> "training record " + login + " --course NAME --until TIME";
            case INSTRUCTIONS -> "instructions read " + practice + ", then: permanence instructions sign " + practice;
            case CONTRACT -> "contract sign " + practice;
            case CONFLICT -> "conflict lift " + login + " --practice " + practice;
        };
    }
}
