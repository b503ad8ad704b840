package org.permanence.cli;

import java.util.Optional;
import org.permanence.access.Role;
import org.permanence.settings.ManagementSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The person who runs a command of daily operation, and their purpose. The engine enters both in the audit log.
final class ActorOptions {

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Option(
            names = "--purpose",
            paramLabel = "CODE",
            defaultValue = "hoperat",
            description = "Purpose as an HL7 code: treat, etreat, hoperat, hlegal, hcompl, htrain, patrqt or hsysadmin "
                    + "(default: ${DEFAULT-VALUE}).")
    private String purpose = "";

    /// A client whose requests carry the person, the role and the purpose.
    ///
    /// @param usual the role of a person who names none
    ManagementClient client(ManagementSettings settings, Role usual) {
        return ManagementClient.audited(settings, person.query(purpose, usual), Optional.empty());
    }
}
