package org.permanence.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.permanence.cli.signin.SessionFile;
import org.permanence.practice.PracticeChange;
import org.permanence.settings.ManagementSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The session of the person who makes a change, and their reason. Both are kept in the history.
final class ChangeOptions {

    @Mixin
    private SessionFile session = new SessionFile();

    @Option(
            names = "--reason-file",
            paramLabel = "FILE",
            required = true,
            description = "File with the reason of the change, one line of at most 200 characters, which may name "
                    + "people; - asks for it, or reads standard input.")
    private Path reasonFile = Path.of("-");

    private Optional<String> reason = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// A client whose requests carry the session.
    ///
    /// @throws CommandException if the person has not signed in
    ManagementClient client(ManagementSettings settings) {
        return ManagementClient.signedIn(settings, session.session(), "", Optional.empty());
    }

    /// The reason of the change. Reads it once.
    ///
    /// @throws ParameterException if it is invalid
    String reason() {
        String known = reason.orElseGet(this::read);
        reason = Optional.of(known);
        return known;
    }

    private String read() {
        try {
            return PracticeChange.requireReason(PersonalInput.read(spec, "--reason-file", reasonFile, "reason"));
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), "--" + invalid.getMessage(), invalid);
        }
    }
}
