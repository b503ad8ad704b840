package org.permanence.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Prints what a practice's file says that calls meet now, or what it said in a version.")
final class PracticeExportCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "The practice.")
    private String practice = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "Which version.")
    private Optional<Integer> version = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Name practiceName = PracticeCommand.requireName(practice, spec);
        String path = "/practices/" + practiceName
                + version.map(number -> "/versions/" + number).orElse("");
        String text = new ManagementClient(config.read().management())
                .get(path)
                .path("text")
                .asString();
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
