package org.permanence.practicefile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.practice.IntakeRules;

/// The menu and the routing rules of a practice.
///
/// @param questionTexts texts that callers hear, by the name of the question
public record IntakeSettings(Map<String, LocalizedPrompt> questionTexts, IntakeRules rules) {

    public IntakeSettings {
        questionTexts = new LinkedHashMap<>(questionTexts);
    }
}
