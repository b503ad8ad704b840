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

/// Reads the settings file and its practice files, and checks them against each other and against the files they
/// name. Mistakes in the files are never exceptions: all problems are returned together.
public final class SettingsReader {

    /// Result of reading.
    public sealed interface Result {

        record Valid(InstallationSettings settings) implements Result {}

        /// The settings have problems.
        ///
        /// @param problems at least one, at most [Problems#LIMIT]
        record Invalid(List<Problem> problems) implements Result {

            public Invalid {
                problems = List.copyOf(problems);
            }

            /// The number of problems, then one problem on each line.
            public String description() {
                return problems.stream()
                        .map(problem -> "\n  " + problem)
                        .collect(Collectors.joining("", problems.size() + " to correct:", ""));
            }
        }
    }

    /// Reads the settings.
    ///
    /// @throws SettingsException with all problems, if there are any
    public static InstallationSettings load(Path settingsPath) {
        return load(settingsPath, Map.of());
    }

    /// Reads the settings, with drafts in place of practice files.
    ///
    /// @throws SettingsException with all problems, if there are any
    public static InstallationSettings load(Path settingsPath, Map<Name, PracticeDraft> drafts) {
        return switch (new SettingsReader().read(settingsPath, drafts)) {
            case Valid(var settings) -> settings;
            case Invalid invalid -> throw new SettingsException(invalid.description());
        };
    }

    /// Reads the settings file and all files it names.
    ///
    /// @param settingsPath the path of `permanence.yaml`
    public Result read(Path settingsPath) {
        return read(settingsPath, Map.of());
    }

    /// Reads the settings with drafts in place of practice files.
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
