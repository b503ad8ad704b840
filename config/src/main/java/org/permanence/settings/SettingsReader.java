package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.permanence.practicefile.PracticeDraft;
import org.permanence.settings.SettingsReader.Result.Invalid;
import org.permanence.settings.SettingsReader.Result.Valid;
import org.permanence.yaml.Name;
import org.permanence.yaml.Problem;
import org.permanence.yaml.Problems;
import org.permanence.yaml.YamlFile;

/// Reads `permanence.yaml` and the practices' files beside it, and checks them against each other and against the
/// files they name. It never throws for what a file holds: it tells all problems at once.
public final class SettingsReader {

    /// What became of a reading.
    public sealed interface Result {

        record Valid(InstallationSettings settings) implements Result {}

        /// What to correct.
        ///
        /// @param problems at least one; at most [Problems#LIMIT]
        record Invalid(List<Problem> problems) implements Result {

            public Invalid {
                problems = List.copyOf(problems);
            }

            /// Their number, then one problem a line.
            public String description() {
                return problems.stream()
                        .map(problem -> "\n  " + problem)
                        .collect(Collectors.joining("", problems.size() + " to correct:", ""));
            }
        }
    }

    /// The settings in a file.
    ///
    /// @throws SettingsException with all problems, if there is any
    public static InstallationSettings load(Path settingsPath) {
        return load(settingsPath, Map.of());
    }

    /// The settings in a file, with these texts in place of the practices' files.
    ///
    /// @throws SettingsException with all problems, if there is any
    public static InstallationSettings load(Path settingsPath, Map<Name, PracticeDraft> drafts) {
        return switch (new SettingsReader().read(settingsPath, drafts)) {
            case Valid(var settings) -> settings;
            case Invalid invalid -> throw new SettingsException(invalid.description());
        };
    }

    /// Reads the house and everything it names.
    ///
    /// @param settingsPath the path of `permanence.yaml`
    public Result read(Path settingsPath) {
        return read(settingsPath, Map.of());
    }

    /// Reads the house as it would be if these practices' files said this.
    ///
    /// @param settingsPath the path of `permanence.yaml`
    public Result read(Path settingsPath, Map<Name, PracticeDraft> drafts) {
        Problems problems = new Problems();
        Path file = settingsPath.toAbsolutePath().normalize();
        var settings = new YamlFile(file, String.valueOf(file.getFileName()), problems)
                .read()
                .map(section -> new InstallationReader(section, problems, file, drafts).read());
        return settings.isPresent() && problems.count() == 0
                ? new Valid(settings.get().get())
                : new Invalid(problems.reported());
    }
}
