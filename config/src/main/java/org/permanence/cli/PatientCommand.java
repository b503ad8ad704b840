package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.privacy.PhoneNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "patient",
        description = {
            "Erases a patient at a practice: everything that knows the number. Prints a certificate. Recordings are",
            "erased by destroying keys, so that no copy of them opens again."
        })
final class PatientCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AuditOptions auditOptions = new AuditOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "erase")
    private String action = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "The patient's number, such as +33199000001.")
    private String number = "";

    @Option(names = "--practice", paramLabel = "NAME", required = true, description = "At which practice.")
    private String practice = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!action.equals("erase") || !practice.matches("[a-z0-9-]{1,40}")) {
            throw new ParameterException(
                    spec.commandLine(), "patient: unknown action or practice (expected: erase NUMBER --practice NAME)");
        }
        requireNumber();
        var client = auditOptions.client(config.read().management());
        spec.commandLine()
                .getOut()
                .println(client.post("/patients?practice=" + practice + "&" + auditOptions.queryString(), number));
        return 0;
    }

    private void requireNumber() {
        try {
            var _ = PhoneNumber.parse(number);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()));
        }
    }
}
