package org.permanence.practicefile;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;

/// What callers hear.
///
/// @param recording the practice's own recording, which wins over the text
/// @param otherLanguages the same in the other languages it offers
public record LocalizedPrompt(
        PersonalText text, Optional<Path> recording, Map<Language, LocalizedPrompt> otherLanguages) {

    public LocalizedPrompt {
        otherLanguages = Map.copyOf(otherLanguages);
    }

    /// What is said in that language: this, where it is the practice's own.
    public LocalizedPrompt inLanguage(Language language) {
        return otherLanguages.getOrDefault(language, this);
    }
}
