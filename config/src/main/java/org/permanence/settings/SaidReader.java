package org.permanence.settings;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.settings.PracticeSettings.Said;

/// Reads what a practice says to its callers: a plain text in its own language, or a text for each language it
/// offers. One that is missing is a problem: a caller who has chosen that language would hear nothing.
final class SaidReader {

    private final Section recordings;
    private final Optional<Languages> languages;

    /// @param recordings the practice's own, by the name of what they say
    /// @param languages those of the practice; nothing where they were refused: then no text is told to be missing
    SaidReader(Section recordings, Optional<Languages> languages) {
        this.recordings = recordings;
        this.languages = languages;
    }

    /// Reads one text.
    ///
    /// @param recording the name of the recording that wins over it; in another language, with that one's word
    ///     behind it
    Value<Said> read(Section section, String key, String recording) {
        if (!section.isSection(key)) {
            Value<Said> own = one(section, key, recording, section);
            languages.ifPresent(known -> isInEach(known, section, key));
            return own;
        }
        Section texts = section.section(key);
        return languages
                .map(known -> inEach(known, section, texts, recording))
                .orElseGet(() -> Value.unread(texts.spot()));
    }

    private static void isInEach(Languages languages, Section section, String key) {
        languages.offered().stream()
                .filter(language -> language != languages.own())
                .forEach(language -> section.problem(
                        section.spotOf(key),
                        "not in " + Shapes.word(language),
                        "a text for each language: " + written(languages, key)));
    }

    private Value<Said> inEach(Languages languages, Section section, Section texts, String recording) {
        Map<Language, Value<Said>> read = new EnumMap<>(Language.class);
        for (Language language : languages.offered()) {
            String name = language == languages.own() ? recording : recording + "-" + Shapes.word(language);
            read.put(language, one(texts, Shapes.word(language), name, section));
        }
        return texts.build(() -> {
            Map<Language, Said> others = new EnumMap<>(Language.class);
            read.forEach((language, said) -> others.put(language, said.get()));
            Said own = Objects.requireNonNull(others.remove(languages.own()));
            return new Said(own.text(), own.recording(), others);
        });
    }

    private Value<Said> one(Section section, String key, String recording, Section file) {
        var text = section.required(key, Shapes.SPOKEN);
        var sound = recordings.optional(recording, new FileShapes(file).recording());
        return text.ifRead().isPresent() && sound.ifRead().isPresent()
                ? Value.of(new Said(text.get(), sound.get(), Map.of()), text.spot())
                : Value.unread(text.spot());
    }

    private static String written(Languages languages, String key) {
        return key + ": {"
                + String.join(
                        ", ",
                        languages.offered().stream()
                                .map(language -> Shapes.word(language) + ": …")
                                .toList())
                + "}";
    }
}
