package org.permanence.boot;

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
final class PracticeBlockedCommand implements Callable<Integer> {

    @Mixin
    private HouseOption house = new HouseOption();

    @Mixin
    private AskingOptions asking = new AskingOptions();

    @Parameters(paramLabel = "PRACTICE", description = "The practice.")
    private String practice = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InstallationSettings settings = house.read();
        NumberOptions.requirePractice(practice, settings, spec);
        asking.of(settings.management())
                .get("/numbers?practice=" + practice + "&" + asking.words())
                .forEach(one -> spec.commandLine().getOut().println(one));
        return 0;
    }
}
