package org.permanence.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The person who runs a command, for the audit log.
final class PersonOptions {

    @Option(
            names = "--actor",
            paramLabel = "LOGIN",
            defaultValue = "${sys:user.name}",
            description = "Login of the person who asks, for the audit log (default: the user of this machine).")
    private String actor = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "Role in which the person asks, as in permanence rights "
                    + "(default: the role that usually runs this command).")
    private Optional<String> role = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// The query parameters for the engine.
    ///
    /// @param usual the role of a person who names none
    /// @throws ParameterException if a word is not one of those that the audit log knows
    String query(String purpose, Role usual) {
        if (!actor.matches("[A-Za-z0-9._-]{1,64}")) {
            throw usageError("--actor: invalid (expected: 1 to 64 letters, digits, '.', '_' and '-')");
        }
        return "actor=" + actor.toLowerCase(Locale.ROOT) + "&role="
                + oneOf(Role.class, "--role", role.orElse(EnumWords.of(usual))) + "&purpose="
                + oneOf(Purpose.class, "--purpose", purpose);
    }

    private String oneOf(Class<? extends Enum<?>> type, String option, String argument) {
        String word = argument.toLowerCase(Locale.ROOT);
        List<String> words = EnumWords.all(type);
        if (!words.contains(word)) {
            throw usageError(option + ": unknown (expected: one of " + String.join(", ", words) + ")");
        }
        return word;
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
