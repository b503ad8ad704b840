package org.permanence.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.permanence.settings.InstallationScaffold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "init", description = "Create an installation: example files with new secrets.")
final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIRECTORY", description = "Directory of the new installation; created if missing.")
    private Path directory = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path settingsFile = new InstallationScaffold(new SecureRandom()).create(directory);
        spec.commandLine()
                .getOut()
                .println("created " + settingsFile + "; next: edit it, then run: permanence check --config "
                        + settingsFile);
        return 0;
    }
}
