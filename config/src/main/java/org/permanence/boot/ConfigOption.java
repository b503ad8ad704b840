package org.permanence.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.Name;
import org.permanence.settings.PracticeDraft;
import org.permanence.settings.Problem;
import org.permanence.settings.SettingsReader;
import org.permanence.settings.SettingsReader.Result;
import picocli.CommandLine.Option;

/// `--house FILE`, for every command that reads the settings.
final class ConfigOption {

    @Option(
            names = "--house",
            paramLabel = "FILE",
            defaultValue = "house.yaml",
            description = "The settings of the installation (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("house.yaml");

    Path file() {
        return file;
    }

    /// The settings, or all problems at once.
    InstallationSettings read() {
        return read(file);
    }

    static InstallationSettings read(Path file) {
        return read(file, Map.of());
    }

    /// The settings as they would be with these practices' files, or all problems at once.
    static InstallationSettings read(Path file, Map<Name, PracticeDraft> drafts) {
        return switch (new SettingsReader().read(file, drafts)) {
            case Result.Valid(var settings) -> settings;
            case Result.Invalid(var problems) -> throw new CommandException(describe(problems));
        };
    }

    static String describe(List<Problem> problems) {
        return problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", problems.size() + " to correct:", ""));
    }
}
