package org.permanence.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.practice.PracticeText;

/// Where a house's settings were read, and what its practices' files said then.
///
/// @param house the file of the installation
/// @param practices the directory of the practices' files
public record SettingsFiles(Path house, Path practices, Map<Name, PracticeText> texts) {

    public SettingsFiles {
        texts = Map.copyOf(texts);
    }

    public Path of(Name practice) {
        return practices.resolve(practice + ".yaml");
    }

    SettingsFiles with(Name practice, PracticeText text) {
        Map<Name, PracticeText> all = new LinkedHashMap<>(texts);
        all.put(practice, text);
        return new SettingsFiles(house, practices, all);
    }

    SettingsFiles withoutTexts() {
        return new SettingsFiles(house, practices, Map.of());
    }
}
