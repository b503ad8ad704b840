package org.permanence.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.practice.PracticeSource;
import org.permanence.yaml.Name;

/// Where a house's settings were read, and what its practices' files said then.
///
/// @param settingsFile the file of the installation
/// @param practiceDirectory the directory of the practices' files
public record SettingsFiles(Path settingsFile, Path practiceDirectory, Map<Name, PracticeSource> practiceSources) {

    public SettingsFiles {
        practiceSources = Map.copyOf(practiceSources);
    }

    public Path practiceFile(Name practice) {
        return practiceDirectory.resolve(practice + ".yaml");
    }

    SettingsFiles withPractice(Name practice, PracticeSource source) {
        Map<Name, PracticeSource> all = new LinkedHashMap<>(practiceSources);
        all.put(practice, source);
        return new SettingsFiles(settingsFile, practiceDirectory, all);
    }

    SettingsFiles withoutSources() {
        return new SettingsFiles(settingsFile, practiceDirectory, Map.of());
    }
}
