package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.boot.Heartbeat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "heartbeat-file",
        hidden = true,
        description = "Print the path of the heartbeat file, for scripts/watchdog.")
final class HeartbeatFileCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(Heartbeat.fileIn(config.read()));
        return 0;
    }
}
