package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.adapter.configuration.OpenFiles;
import org.permanence.boot.AsteriskModelMapper;
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
        OpenFiles.allowedHere()
                .ifPresent(allowed -> spec.commandLine()
                        .getOut()
                        .println(openFiles(
                                allowed, AsteriskModelMapper.rtpPorts(settings).conversations())));
        return 0;
    }

    /// What the machine allows a program of this user. Asterisk's user may have another limit.
    ///
    /// @param wanted as many conversations as the RTP ports carry
    private static String openFiles(long allowed, int wanted) {
        long carried = OpenFiles.conversations(allowed);
        return carried >= wanted
                ? "open files: %d allowed here, enough for all %d conversations of the RTP ports"
                        .formatted(allowed, wanted)
                : "open files: %d allowed here, enough for %d of the %d conversations of the RTP ports (for all: %d; LimitNOFILE of Asterisk's service)"
                        .formatted(allowed, carried, wanted, OpenFiles.required(wanted));
    }
}
