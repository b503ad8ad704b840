package org.permanence.practicefile;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;

/// A text that callers hear, in each language of the practice.
///
/// @param recording a recording that replaces the text
/// @param otherLanguages the prompt in the other languages of the practice
public record LocalizedPrompt(
        PersonalText text, Optional<Path> recording, Map<Language, LocalizedPrompt> otherLanguages) {

    public LocalizedPrompt {
        otherLanguages = Map.copyOf(otherLanguages);
    }

    /// The prompt in a language; this prompt if there is no other.
    public LocalizedPrompt inLanguage(Language language) {
        return otherLanguages.getOrDefault(language, this);
    }
}
