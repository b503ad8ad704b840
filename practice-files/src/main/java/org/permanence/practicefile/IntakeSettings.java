package org.permanence.practicefile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.practice.IntakeRules;

/// What a practice asks its callers, and where they go.
///
/// @param questionTexts what callers hear, by the name of the question
public record IntakeSettings(Map<String, LocalizedPrompt> questionTexts, IntakeRules rules) {

    public IntakeSettings {
        questionTexts = new LinkedHashMap<>(questionTexts);
    }
}
