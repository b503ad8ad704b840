package org.permanence.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.permanence.practicefile.PracticeDraft;
import org.permanence.settings.SettingsReader;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Checks the house with these files in place of its own: every problem, with its place.")
final class PracticeCheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Practices' files, named after their practices.")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Map<Name, PracticeDraft> drafts = new LinkedHashMap<>();
        for (Path file : files) {
            var fileArgument = PracticeCommand.FileArgument.read(file, spec);
            if (drafts.put(fileArgument.practice(), new PracticeDraft(file.toString(), fileArgument.source()))
                    != null) {
                throw new ParameterException(
                        spec.commandLine(), "FILE: two of " + fileArgument.practice() + " (expected: one)");
            }
        }
        SettingsReader.load(config.file(), drafts);
        spec.commandLine().getOut().println("good: " + drafts.size() + " of the house's practices");
        return 0;
    }
}
