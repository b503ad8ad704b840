package org.permanence.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.practice.PracticeSource;
import org.permanence.yaml.Name;

/// The paths of the files the settings were read from, and the texts of the practice files at that time.
///
/// @param settingsFile the path of the settings file
/// @param practiceDirectory the directory of the practice files
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
