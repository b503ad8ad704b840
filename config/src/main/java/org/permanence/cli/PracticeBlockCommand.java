package org.permanence.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "block",
        description =
                "Blocks a caller's number at a practice: its rules may ask for it (callers: [blocked]). The emergency key still rings.")
final class PracticeBlockCommand implements Callable<Integer> {

    @Mixin
    private CallerNumberOptions number = new CallerNumberOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(number.submit("block"));
        return 0;
    }
}
