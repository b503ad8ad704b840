package org.permanence.practice;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.call.Answer;

/// The languages in which a practice's callers may be spoken to, and which of them one caller has chosen.
///
/// Whoever chooses nothing is a caller of the practice's own language: a choice that had to be made before the
/// emergency question would cost whoever is in danger the time of it. So that question is asked in each language,
/// one after the other, then how to choose another; a key that chooses is taken during any of it, and the question
/// is asked once more, in that language.
///
/// @param own the practice's
/// @param othersByKey by the key that chooses it. 1 and 2 answer the emergency question, and 9 objects to a
///     recording later: a caller who remembers one key only must not have it mean two things
/// @param chosen what this caller has chosen
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

    /// One language, and nothing to choose.
    public static Languages single(Language own) {
        return new Languages(own, Map.of(), Optional.empty());
    }

    /// All there are, the practice's own first.
    public List<Language> offered() {
        return Stream.concat(Stream.of(own), othersByKey.values().stream()).toList();
    }

    /// Those in which this caller must be spoken to where it matters that every word is understood: the one they
    /// chose, or all.
    public List<Language> forCriticalPrompts() {
        return chosen.map(List::of).orElseGet(this::offered);
    }

    /// In which this caller is spoken to.
    public Language current() {
        return chosen.orElse(own);
    }

    /// What this key chooses; nothing once a language is chosen.
    public Optional<Language> chosenBy(Answer answer) {
        return chosen.isEmpty() && answer instanceof Answer.Digit(char key)
                ? Optional.ofNullable(othersByKey.get(key))
                : Optional.empty();
    }

    /// The same, as a caller meets them who has chosen. A practice that no longer offers the language has its own.
    public Languages withChosen(Language language) {
        return new Languages(own, othersByKey, Optional.of(language).filter(offered()::contains));
    }

    /// The key of an offered language that is not the practice's own.
    char keyOf(Language language) {
        return othersByKey.entrySet().stream()
                .filter(other -> other.getValue() == language)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(Objects::requireNonNull)
                .orElseThrow();
    }
}
