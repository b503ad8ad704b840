package org.permanence.cli;

import java.util.concurrent.Callable;
import org.permanence.settings.InstallationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "blocked",
        description = "Lists what a practice has blocked: pseudonyms, since when, and who did it. No number is kept.")
final class PracticeListBlockedCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AuditOptions auditOptions = new AuditOptions();

    @Parameters(paramLabel = "PRACTICE", description = "The practice.")
    private String practice = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InstallationSettings settings = config.read();
        CallerNumberOptions.requirePractice(practice, settings, spec);
        auditOptions
                .client(settings.management())
                .get("/numbers?practice=" + practice + "&" + auditOptions.queryString())
                .forEach(entry -> spec.commandLine().getOut().println(entry));
        return 0;
    }
}
