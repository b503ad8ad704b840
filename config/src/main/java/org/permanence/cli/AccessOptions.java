package org.permanence.cli;

import java.util.Optional;
import org.permanence.access.Purpose;
import org.permanence.cli.signin.SessionFile;
import org.permanence.settings.ManagementSettings;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The session of the person who runs a command, and their purpose. The engine enters both in the audit log.
public final class AccessOptions {

    @Mixin
    private SessionFile session = new SessionFile();

    @Option(
            names = "--purpose",
            paramLabel = "CODE",
            description = "Purpose as an HL7 code: treat, etreat, hoperat, hlegal, hcompl, htrain, patrqt or hsysadmin "
                    + "(default: hoperat, where the table of rights asks for none).")
    private Optional<Purpose> purpose = Optional.empty();

    /// A client whose requests carry the session and the purpose.
    ///
    /// @throws CommandException if the person has not signed in
    public ManagementClient client(ManagementSettings settings) {
        return ManagementClient.signedIn(settings, session.session(), query(purpose), Optional.empty());
    }

    /// The query parameter of a purpose; empty if there is none.
    static String query(Optional<Purpose> purpose) {
        return purpose.map(code -> "purpose=" + EnumWords.of(code)).orElse("");
    }
}
