package org.permanence.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "unblock", description = "Unblocks a caller's number at a practice.")
final class PracticeUnblockCommand implements Callable<Integer> {

    @Mixin
    private CallerNumberOptions number = new CallerNumberOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(number.submit("unblock"));
        return 0;
    }
}
