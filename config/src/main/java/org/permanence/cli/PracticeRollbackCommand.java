package org.permanence.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rollback",
        description = "Gives a practice of the running house the text of an earlier version, as a new one.")
final class PracticeRollbackCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Parameters(paramLabel = "NAME", description = "The practice.")
    private String practice = "";

    @Option(names = "--to", paramLabel = "N", required = true, description = "The version to go back to.")
    private int version = 0;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        change.submit(
                config.read(), PracticeCommand.requireName(practice, spec), "rollback", Map.entry("version", version));
        return 0;
    }
}
