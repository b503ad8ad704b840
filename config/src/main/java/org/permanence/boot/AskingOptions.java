package org.permanence.boot;

import java.util.Locale;
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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

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
