package org.permanence.boot;

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
final class AskingOptions {

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
    RunningHouse of(ManagementSettings settings) {
        return new RunningHouse(settings, reason.map(this::read));
    }

    /// It names patients, so it is no word of a command line, which everybody on the machine sees.
    private PersonalText read(Path file) {
        try {
            byte[] said = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
            return new PersonalText(new String(said, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new BootException("--reason-file: not read (expected: a file of yours)", e);
        }
    }

    /// As the management port reads them.
    String words() {
        return "by=" + plain("--by", by) + "&role=" + plain("--role", role) + "&purpose=" + plain("--purpose", purpose);
    }

    private String plain(String option, String word) {
        if (!word.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new ParameterException(
                    spec.commandLine(), option + ": missing or unreadable (expected: one word; see --help)");
        }
        return word.toLowerCase(Locale.ROOT);
    }
}
