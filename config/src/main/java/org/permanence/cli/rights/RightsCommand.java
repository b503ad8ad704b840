package org.permanence.cli.rights;

import java.util.concurrent.Callable;
import org.permanence.access.PolicyTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `permanence rights`.
@Command(name = "rights", description = "Print the table of rights: what each role may do.")
public final class RightsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PolicyTable.markdown().lines().forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
