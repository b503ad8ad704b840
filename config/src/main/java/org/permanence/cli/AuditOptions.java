package org.permanence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.privacy.PersonalText;
import org.permanence.settings.ManagementSettings;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The person who asks for records, and their purpose. The engine writes both to the audit log before it answers.
final class AuditOptions {

    @Option(
            names = "--actor",
            paramLabel = "LOGIN",
            defaultValue = "${sys:user.name}",
            description = "Login of the person who asks, for the audit log (default: the user of this machine).")
    private String actor = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "practice-manager",
            description = "Role in which the person asks: practice-manager, doctor, supervisor, "
                    + "data-protection-officer or auditor (default: ${DEFAULT-VALUE}).")
    private String role = "";

    @Option(
            names = "--purpose",
            paramLabel = "CODE",
            required = true,
            description =
                    "Purpose as an HL7 code: treat, etreat, hoperat, hlegal, hcompl, htrain, patrqt or hsysadmin.")
    private String purpose = "";

    @Option(
            names = "--reason-file",
            paramLabel = "FILE",
            description = "File with the reason in words, encrypted for the practice's data protection officer; "
                    + "- reads standard input (default: no reason).")
    private Optional<Path> reason = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// A client whose requests carry the person, the role, the purpose and the reason.
    ManagementClient client(ManagementSettings settings) {
        return ManagementClient.audited(settings, query(), reason.map(AuditOptions::readReason));
    }

    /// A reason may name patients. It is read from a file, because other users of the machine see command lines.
    private static PersonalText readReason(Path file) {
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
            return new PersonalText(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new CommandException("--reason-file: cannot be read (expected: a readable file)", e);
        }
    }

    private String query() {
        if (!actor.matches("[A-Za-z0-9._-]{1,64}")) {
            throw usageError("--actor: invalid (expected: 1 to 64 letters, digits, '.', '_' and '-')");
        }
        return "actor=" + actor.toLowerCase(Locale.ROOT) + "&role=" + oneOf(Role.class, "--role", role) + "&purpose="
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
