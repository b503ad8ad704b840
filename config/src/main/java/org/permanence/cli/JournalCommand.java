package org.permanence.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "journal", description = "Shows what happened to the last calls, one station a line, as JSON.")
final class JournalCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many stations (default: ${DEFAULT-VALUE}).")
    private int last = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var client = new ManagementClient(config.read().management());
        client.get("/journal?last=" + last)
                .forEach(entry -> spec.commandLine().getOut().println(entry));
        return 0;
    }
}
