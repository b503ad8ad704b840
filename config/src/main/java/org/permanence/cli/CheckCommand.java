package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.settings.InstallationSettings;
import org.permanence.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Check the settings file and all practice files; report every problem with file and line.")
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
                .println("valid: %s, %s, %s"
                        .formatted(
                                Counted.of(settings.practiceFiles().size(), "practice"),
                                Counted.of(settings.assistants().size(), "assistant"),
                                Counted.of(settings.lines().size(), "line")));
        settings.unprotectedPeers().forEach(peer -> spec.commandLine().getOut().println(peer.description()));
        return 0;
    }
}
