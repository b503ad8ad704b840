package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.permanence.settings.SettingsReader.Result.Invalid;
import org.permanence.settings.SettingsReader.Result.Valid;

/// Reads `house.yaml` and the practices' files beside it, and checks them against each other and against the files
/// they name. It never throws for what a file holds: it tells all problems at once.
public final class SettingsReader {

    /// What became of a reading.
    public sealed interface Result {

        record Valid(HouseSettings settings) implements Result {}

        /// What to correct.
        ///
        /// @param problems at least one; at most [Problems#LIMIT]
        record Invalid(List<Problem> problems) implements Result {

            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /// Reads the house and everything it names.
    ///
    /// @param house the path of `house.yaml`
    public Result read(Path house) {
        return read(house, Map.of());
    }

    /// Reads the house as it would be if these practices' files said this.
    ///
    /// @param house the path of `house.yaml`
    public Result read(Path house, Map<Name, Draft> drafts) {
        Problems problems = new Problems();
        Path file = house.toAbsolutePath().normalize();
        var settings = new YamlFile(file, String.valueOf(file.getFileName()), problems)
                .read()
                .map(section -> new HouseReader(section, problems, file, drafts).read());
        return settings.isPresent() && problems.count() == 0
                ? new Valid(settings.get().get())
                : new Invalid(problems.told());
    }
}
