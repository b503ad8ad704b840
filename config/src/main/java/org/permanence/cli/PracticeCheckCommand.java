package org.permanence.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.permanence.practicefile.PracticeDraft;
import org.permanence.settings.SettingsReader;
import org.permanence.text.Counted;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Check practice files within the installation, without publishing them.")
final class PracticeCheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Practice file, named after the practice.")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Map<Name, PracticeDraft> drafts = new LinkedHashMap<>();
        for (Path file : files) {
            var practiceFile = PracticeFileArgument.read(file, spec);
            if (drafts.put(practiceFile.practice(), new PracticeDraft(file.toString(), practiceFile.source()))
                    != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "FILE: two of " + practiceFile.practice() + " (expected: one file a practice)");
            }
        }
        SettingsReader.load(config.file(), drafts);
        spec.commandLine().getOut().println("valid: " + Counted.of(drafts.size(), "practice file"));
        return 0;
    }
}
