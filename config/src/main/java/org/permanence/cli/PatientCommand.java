package org.permanence.cli;

import org.permanence.practice.PracticeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "patient", description = "Erase patients at a practice.")
final class PatientCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "erase",
            description = {
                "Erase a patient at a practice: recordings, messages, callbacks and blocks. Prints a certificate.",
                "Recordings are erased by destroying their keys, so that no copy can be decrypted."
            })
    void erase(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin CallerNumberOptions number,
            @Option(
                            names = "--practice",
                            paramLabel = "NAME",
                            required = true,
                            description = "Practice that erases the patient.")
                    PracticeId practice) {
        spec.commandLine()
                .getOut()
                .println(audit.client(config.management()).post("/patients/erase?practice=" + practice, number.read()));
    }
}
