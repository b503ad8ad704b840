package org.permanence.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.practice.IntakeRules;

/// What a practice asks its callers, and where they go.
///
/// @param asked what callers hear, by the name of the question
public record UrgencySettings(Map<String, PracticeSettings.Said> asked, IntakeRules rules) {

    public UrgencySettings {
        asked = new LinkedHashMap<>(asked);
    }
}
