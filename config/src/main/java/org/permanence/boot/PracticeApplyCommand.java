package org.permanence.boot;

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
    private HouseOption house = new HouseOption();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Parameters(paramLabel = "FILE", description = "The practice's file, named after the practice.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var written = PracticeCommand.Written.read(file, spec);
        change.ask(
                house.read(),
                written.practice(),
                "apply",
                Map.entry("text", written.source().text()));
        return 0;
    }
}
