package org.permanence.cli.people;

import java.util.Locale;
import java.util.Optional;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.ManagementClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The person who asks for a change of an account. The engine takes their rights from their own account.
final class AskerOption {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--actor",
            paramLabel = "LOGIN",
            defaultValue = "${sys:user.name}",
            description = "Login of the person who asks, for the audit log (default: the user of this machine).")
    private String actor = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// A client whose requests name the person.
    ///
    /// @throws ParameterException if it is no login
    ManagementClient client() {
        if (!actor.matches("[A-Za-z0-9._-]{1,40}")) {
            throw new ParameterException(
                    spec.commandLine(), "--actor: invalid (expected: 1 to 40 letters, digits, '.', '_' and '-')");
        }
        return ManagementClient.audited(
                config.management(), "actor=" + actor.toLowerCase(Locale.ROOT), Optional.empty());
    }
}
