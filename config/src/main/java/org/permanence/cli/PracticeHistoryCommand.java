package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "history", description = "Shows the versions of a practice's file, newest first: when, by whom, why.")
final class PracticeHistoryCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "NAME", description = "The practice.")
    private String practice = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Name practiceName = PracticeCommand.requireName(practice, spec);
        new ManagementClient(config.read().management())
                .get("/practices/" + practiceName + "/versions")
                .forEach(this::print);
        return 0;
    }

    private void print(JsonNode version) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%4d  %-27s  %-12s  %s%n",
                        version.path("number").asInt(),
                        version.path("at").asString(),
                        version.path("author").asString(),
                        version.path("reason").asString());
    }
}
