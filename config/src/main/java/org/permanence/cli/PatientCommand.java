package org.permanence.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "patient", description = "Erase patients at a practice.")
final class PatientCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "erase",
            description = {
                "Erase a patient at a practice: recordings, messages, notes, callbacks and blocks. Prints a certificate.",
                "Recordings are erased by destroying their keys, so that no copy can be decrypted.",
                "A second person approves it first (permanence approval); then repeat the command."
            })
    void erase(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin CallerNumberOptions number,
            @Mixin AuditOptions.PracticeOption practice) {
        spec.commandLine()
                .getOut()
                .println(audit.client(config.management()).post("/patients/erase?" + practice.query(), number.read()));
    }
}
