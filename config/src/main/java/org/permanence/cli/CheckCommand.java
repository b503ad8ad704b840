package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.settings.InstallationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Checks the settings and the practices' files: every problem, with its place.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InstallationSettings settings = config.read();
        spec.commandLine()
                .getOut()
                .println("good: %d practices, %d assistants, %d lines"
                        .formatted(
                                settings.practices().size(),
                                settings.assistants().size(),
                                settings.lines().size()));
        return 0;
    }
}
