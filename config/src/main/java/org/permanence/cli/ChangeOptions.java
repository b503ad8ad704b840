package org.permanence.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.permanence.practice.PracticeChange;
import org.permanence.settings.ManagementSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The person who makes a change, and their reason. Both are kept in the history.
final class ChangeOptions {

    @Option(
            names = "--author",
            paramLabel = "LOGIN",
            defaultValue = "${sys:user.name}",
            description = "Login of the person who makes the change (default: the user of this machine).")
    private String author = "";

    @Option(
            names = "--reason-file",
            paramLabel = "FILE",
            required = true,
            description = "File with the reason of the change, one line of at most 200 characters, which may name "
                    + "people; - asks for it, or reads standard input.")
    private Path reasonFile = Path.of("-");

    private Optional<PracticeChange> change = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// A client whose requests carry the author, for the audit log.
    ManagementClient client(ManagementSettings settings) {
        return ManagementClient.audited(
                settings,
                "actor=" + change().author().toLowerCase(Locale.ROOT) + "&role=practice-manager&purpose=hoperat",
                Optional.empty());
    }

    /// The change. Reads the reason once.
    ///
    /// @throws ParameterException if the author or the reason is invalid
    PracticeChange change() {
        PracticeChange known = change.orElseGet(this::read);
        change = Optional.of(known);
        return known;
    }

    private PracticeChange read() {
        try {
            return new PracticeChange(author, PersonalInput.read(spec, "--reason-file", reasonFile, "reason"));
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), "--" + invalid.getMessage(), invalid);
        }
    }
}
