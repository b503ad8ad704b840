package org.permanence.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.practice.PracticeSource;

/// Where a house's settings were read, and what its practices' files said then.
///
/// @param house the file of the installation
/// @param practices the directory of the practices' files
public record SettingsFiles(Path house, Path practices, Map<Name, PracticeSource> texts) {

    public SettingsFiles {
        texts = Map.copyOf(texts);
    }

    public Path of(Name practice) {
        return practices.resolve(practice + ".yaml");
    }

    SettingsFiles with(Name practice, PracticeSource source) {
        Map<Name, PracticeSource> all = new LinkedHashMap<>(texts);
        all.put(practice, source);
        return new SettingsFiles(house, practices, all);
    }

    SettingsFiles withoutTexts() {
        return new SettingsFiles(house, practices, Map.of());
    }
}
