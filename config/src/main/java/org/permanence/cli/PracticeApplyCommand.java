package org.permanence.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description = "Gives a practice of the running house this file: checked first, whole, or not at all.")
final class PracticeApplyCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Parameters(paramLabel = "FILE", description = "The practice's file, named after the practice.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var fileArgument = PracticeCommand.FileArgument.read(file, spec);
        change.submit(
                config.read(),
                fileArgument.practice(),
                "apply",
                Map.entry("text", fileArgument.source().text()));
        return 0;
    }
}
