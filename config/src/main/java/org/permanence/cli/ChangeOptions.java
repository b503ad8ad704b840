package org.permanence.cli;

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
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Reason of the change, one line of at most 200 characters.")
    private String reason = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// A client whose requests carry the author, for the audit log.
    ManagementClient client(ManagementSettings settings) {
        return ManagementClient.audited(
                settings,
                "actor=" + change().author().toLowerCase(Locale.ROOT) + "&role=practice-manager&purpose=hoperat",
                Optional.empty());
    }

    /// @throws ParameterException if the author or the reason is invalid
    PracticeChange change() {
        try {
            return new PracticeChange(author, reason);
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), "--" + invalid.getMessage(), invalid);
        }
    }
}
