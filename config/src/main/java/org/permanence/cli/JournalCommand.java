package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.practice.PracticeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "journal", description = "Show the last events of a practice's calls as JSON, one event a line.")
final class JournalCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Parameters(paramLabel = "PRACTICE", description = "Practice whose calls to show.")
    private PracticeId practice = new PracticeId("none");

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "100",
            description = "Number of events, 1 to 10000 (default: ${DEFAULT-VALUE}).")
    private int last = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        access.client(config.management())
                .get("/journal?practice=" + practice + "&last=" + last)
                .forEach(entry -> spec.commandLine().getOut().println(entry));
        return 0;
    }
}
