package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.boot.EngineMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Run the engine until SIGTERM.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        new EngineMain().runUntilStopped(config.file(), spec.commandLine().getErr());
        return 0;
    }
}
