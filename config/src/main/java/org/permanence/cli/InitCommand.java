package org.permanence.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.permanence.settings.InstallationScaffold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "init", description = "Makes a first house: the example files, with secrets of its own.")
final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIRECTORY", description = "Where; made if it is missing.")
    private Path directory = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path settingsFile = new InstallationScaffold(new SecureRandom()).create(directory);
        spec.commandLine()
                .getOut()
                .println("made " + settingsFile + "; next: edit it, then permanence check --house " + settingsFile);
        return 0;
    }
}
