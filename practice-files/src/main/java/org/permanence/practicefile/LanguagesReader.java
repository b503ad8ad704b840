package org.permanence.practicefile;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.text.EnumWords;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;

/// Reads the languages of a practice: its own, and those that callers choose by key.
final class LanguagesReader {

    private final Section section;
    private final Language defaultLanguage;

    LanguagesReader(Section practiceSection, Language defaultLanguage) {
        this.section = practiceSection;
        this.defaultLanguage = defaultLanguage;
    }

    Value<Languages> read() {
        var own = section.withDefault("language", PracticeParsers.LANGUAGE, defaultLanguage);
        Section others = section.section("language-keys");
        Map<Character, Value<Language>> byKey = new LinkedHashMap<>();
        Set<Language> offered = new HashSet<>(own.toOptional().stream().toList());
        for (String key : others.keysInOrder()) {
            Value<Language> language = others.required(key, PracticeParsers.LANGUAGE);
            if (key.length() != 1 || !Languages.SELECTION_KEYS.contains(key)) {
                others.addProblem(
                        others.locationOf(key), SafeEcho.value(key), "a key without another meaning: 3 to 8, or 0");
            }
            language.toOptional()
                    .filter(read -> !offered.add(read))
                    .ifPresent(read -> others.addProblem(
                            language.location(), SafeEcho.value(EnumWords.of(read)), "each further language once"));
            byKey.put(key.charAt(0), language);
        }
        if (own.toOptional().isEmpty()) {
            return Value.invalid(own.location());
        }
        return others.build(() -> {
            Map<Character, Language> known = new LinkedHashMap<>();
            byKey.forEach((key, language) -> known.put(key, language.get()));
            return new Languages(own.get(), known, Optional.empty());
        });
    }
}
