package org.permanence.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.permanence.adapter.configuration.AsteriskFiles;
import org.permanence.adapter.configuration.AsteriskFilesException;
import org.permanence.boot.AsteriskModelMapper;
import org.permanence.boot.StateDirectory;
import org.permanence.durable.FileGroup;
import org.permanence.prompts.PromptPreparation;
import org.permanence.settings.InstallationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "asterisk-files", description = "Write Asterisk's configuration and the fallback prompts.")
final class AsteriskFilesCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(
            paramLabel = "DIRECTORY",
            description = "Directory of the configuration, for asterisk -C DIRECTORY/asterisk.conf.")
    private Path directory = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InstallationSettings settings = config.read();
        StateDirectory.open(settings);
        PromptPreparation.prepare(settings, spec.commandLine().getErr());
        Path state = AsteriskModelMapper.stateDirectory(settings);
        Path conf = directory.toAbsolutePath();
        try {
            AsteriskFiles.write(
                    AsteriskModelMapper.of(settings, state, PromptPreparation.directory(settings)),
                    conf,
                    Clock.systemUTC());
        } catch (IllegalArgumentException | AsteriskFilesException refused) {
            throw new CommandException("asterisk-files: " + refused.getMessage(), refused);
        }
        if (settings.ami().tls()) {
            StateDirectory.trustAmiCertificate(settings, AsteriskFiles.managerCertificate(conf));
        }
        warnIfClosed(settings.asterisk().group(), conf);
        warnIfClosed(settings.asterisk().group(), state);
        spec.commandLine().getOut().println("wrote " + conf.resolve("asterisk.conf"));
        return 0;
    }

    private void warnIfClosed(FileGroup group, Path directory) {
        try {
            group.firstClosedAbove(directory.resolve("file"))
                    .ifPresent(closed -> spec.commandLine()
                            .getErr()
                            .println("warning: " + closed + " cannot be entered by Asterisk's user (expected: chgrp "
                                    + group.name().orElse("") + " and mode 0710)"));
        } catch (IOException e) {
            throw new CommandException("asterisk-files: directories above not readable", e);
        }
    }
}
