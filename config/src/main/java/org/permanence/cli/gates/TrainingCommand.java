package org.permanence.cli.gates;

import java.time.Instant;
import java.util.Map;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `training`.
@Command(name = "training", description = "Record the trainings of assistants and when they expire.")
public final class TrainingCommand {

    private static final String LOGIN = "Login of the assistant.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "record", description = "Record a training of an assistant of your team.")
    void record(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(
                            names = "--course",
                            paramLabel = "NAME",
                            required = true,
                            description = "Name of the course: lower-case letters, digits and '-'.")
                    Name course,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            required = true,
                            description = "When the training expires, in UTC, such as 2027-12-01T00:00:00Z.")
                    Instant until) {
        print(access.client(config.management())
                .post("/trainings/" + login, Map.of("course", course.value(), "until", until.toString())));
    }

    @Command(name = "list", description = "List the trainings of an assistant of your team, the last to expire first.")
    void list(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login) {
        access.client(config.management()).get("/trainings/" + login).forEach(this::print);
    }

    private void print(JsonNode training) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%s until %s%n",
                        training.path("course").asString(),
                        training.path("until").asString());
    }
}
