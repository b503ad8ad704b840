package org.permanence.boot;

import java.util.concurrent.Callable;
import org.permanence.settings.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "history", description = "Shows the versions of a practice's file, newest first: when, by whom, why.")
final class PracticeHistoryCommand implements Callable<Integer> {

    @Mixin
    private HouseOption house = new HouseOption();

    @Parameters(paramLabel = "NAME", description = "The practice.")
    private String practice = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Name named = PracticeCommand.named(practice, spec);
        new RunningHouse(house.read().management())
                .get("/practices/" + named + "/versions")
                .forEach(this::show);
        return 0;
    }

    private void show(JsonNode version) {
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
