package org.permanence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.permanence.privacy.PersonalText;
import org.permanence.settings.ManagementSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Who asks for something that is kept, and why: it stands in the audit log before anything is given.
final class AuditOptions {

    @Option(
            names = "--by",
            paramLabel = "LOGIN",
            defaultValue = "${sys:user.name}",
            description = "Who asks (default: the user of this machine).")
    private String by = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "practice-manager",
            description = "What allows it: practice-manager, doctor, supervisor, data-protection-officer, auditor"
                    + " (default: ${DEFAULT-VALUE}).")
    private String role = "";

    @Option(
            names = "--purpose",
            paramLabel = "CODE",
            defaultValue = "",
            description = "Why, in a code of HL7: treat, etreat, hoperat, hlegal, hcompl, htrain, patrqt, hsysadmin.")
    private String purpose = "";

    @Option(
            names = "--reason-file",
            paramLabel = "FILE",
            description = "What to say of it, for the practice's data protection officer alone; - reads it here.")
    private Optional<Path> reason = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// The running house, as who asks speaks to it.
    ManagementClient client(ManagementSettings settings) {
        return new ManagementClient(settings, reason.map(this::readReason));
    }

    /// It names patients, so it is no word of a command line, which everybody on the machine sees.
    private PersonalText readReason(Path file) {
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
            return new PersonalText(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new CommandException("--reason-file: not read (expected: a file of yours)", e);
        }
    }

    /// As the management port reads them.
    String queryString() {
        return "by=" + checkedWord("--by", by) + "&role=" + checkedWord("--role", role) + "&purpose="
                + checkedWord("--purpose", purpose);
    }

    private String checkedWord(String option, String word) {
        if (!word.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new ParameterException(
                    spec.commandLine(), option + ": missing or unreadable (expected: one word; see --help)");
        }
        return word.toLowerCase(Locale.ROOT);
    }
}
