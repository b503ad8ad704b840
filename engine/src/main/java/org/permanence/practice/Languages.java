package org.permanence.practice;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.call.Answer;

/// The languages that a practice offers its callers, and the language that a caller has chosen.
///
/// A caller who chooses none hears the practice's own language. A choice before the emergency question would cost a
/// caller in danger time. So that question is asked in each language, one after the other, followed by how to
/// choose another language. A language key is accepted at any time during it; the question is then asked again in
/// that language.
///
/// @param own the practice's own language
/// @param othersByKey the other languages, by key. Keys 1 and 2 answer the emergency question, and 9 objects to a
///     recording later: one key must not mean two things to a caller
/// @param chosen the language this caller has chosen; empty before that
public record Languages(Language own, Map<Character, Language> othersByKey, Optional<Language> chosen) {

    /// The keys that may choose a language.
    public static final String SELECTION_KEYS = "345678" + "0";

    public Languages {
        othersByKey = new LinkedHashMap<>(othersByKey);
        var known = EnumSet.of(own);
        othersByKey.forEach((key, language) -> {
            if (SELECTION_KEYS.indexOf(key) < 0) {
                throw new IllegalArgumentException("language key: " + key + " (expected: 3 to 8, or 0)");
            }
            if (!known.add(language)) {
                throw new IllegalArgumentException("language: " + language + " twice (expected: once)");
            }
        });
    }

    /// One language, without a choice.
    public static Languages single(Language own) {
        return new Languages(own, Map.of(), Optional.empty());
    }

    /// All languages, the practice's own first.
    public List<Language> offered() {
        return Stream.concat(Stream.of(own), othersByKey.values().stream()).toList();
    }

    /// The languages for prompts that a caller must understand: the chosen one, or all if none is chosen.
    public List<Language> forCriticalPrompts() {
        return chosen.map(List::of).orElseGet(this::offered);
    }

    /// The language in which this caller hears prompts.
    public Language current() {
        return chosen.orElse(own);
    }

    /// The language this key chooses; empty if it chooses none, or one was chosen before.
    public Optional<Language> chosenBy(Answer answer) {
        return chosen.isEmpty() && answer instanceof Answer.Digit(char key)
                ? Optional.ofNullable(othersByKey.get(key))
                : Optional.empty();
    }

    /// These languages for a caller who has chosen `language`. If the practice no longer offers it, the caller
    /// hears its own.
    public Languages withChosen(Language language) {
        return new Languages(own, othersByKey, Optional.of(language).filter(offered()::contains));
    }

    /// The key of a language that is offered and is not the practice's own.
    char keyOf(Language language) {
        return othersByKey.entrySet().stream()
                .filter(other -> other.getValue() == language)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(Objects::requireNonNull)
                .orElseThrow();
    }
}
