package org.permanence.practicefile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.text.EnumWords;
import org.permanence.yaml.ParseResult.Parsed;
import org.permanence.yaml.ParseResult.Rejected;
import org.permanence.yaml.PathParsers;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParser;

/// Reads texts that callers hear: one text in the language of the practice, or one for each of its languages. A
/// missing language is a problem, because callers who chose it would hear nothing.
final class PromptTextReader {

    private final Section promptFiles;
    private final Optional<Languages> languages;

    /// @param promptFiles the section of recordings, by the name of the text
    /// @param languages the languages of the practice; empty if they have problems: then no text is reported as
    ///     missing
    PromptTextReader(Section promptFiles, Optional<Languages> languages) {
        this.promptFiles = promptFiles;
        this.languages = languages;
    }

    /// Reads one text.
    ///
    /// @param recording the key of the recording that replaces the text; other languages append `-` and the
    ///     language
    Value<LocalizedPrompt> read(Section section, String key, String recording) {
        if (!section.isSection(key)) {
            Value<LocalizedPrompt> own = readOne(section, key, recording, section);
            languages.ifPresent(known -> requireEachLanguage(known, section, key));
            return own;
        }
        Section texts = section.section(key);
        return languages
                .map(known -> readEachLanguage(known, section, texts, recording))
                .orElseGet(() -> Value.invalid(texts.location()));
    }

    private static void requireEachLanguage(Languages languages, Section section, String key) {
        languages.offered().stream()
                .filter(language -> language != languages.own())
                .forEach(language -> section.addProblem(
                        section.locationOf(key),
                        "not in " + EnumWords.of(language),
                        "a text for each language: " + exampleOf(languages, key)));
    }

    private Value<LocalizedPrompt> readEachLanguage(
            Languages languages, Section section, Section texts, String recording) {
        Map<Language, Value<LocalizedPrompt>> read = new EnumMap<>(Language.class);
        for (Language language : languages.offered()) {
            String name = language == languages.own() ? recording : recording + "-" + EnumWords.of(language);
            read.put(language, readOne(texts, EnumWords.of(language), name, section));
        }
        return texts.build(() -> {
            Map<Language, LocalizedPrompt> others = new EnumMap<>(Language.class);
            read.forEach((language, text) -> others.put(language, text.get()));
            LocalizedPrompt own = Objects.requireNonNull(others.remove(languages.own()));
            return new LocalizedPrompt(own.text(), own.recording(), others);
        });
    }

    private Value<LocalizedPrompt> readOne(Section section, String key, String recording, Section file) {
        var text = section.required(key, PracticeParsers.PROMPT_TEXT);
        var sound = promptFiles.optional(recording, wavFile(file));
        return text.toOptional().isPresent() && sound.toOptional().isPresent()
                ? Value.of(new LocalizedPrompt(text.get(), sound.get(), Map.of()), text.location())
                : Value.invalid(text.location());
    }

    private static ValueParser<Path> wavFile(Section file) {
        return new PathParsers(file)
                .checked(path -> Files.isRegularFile(path) && path.toString().endsWith(".wav")
                        ? new Parsed<>(path)
                        : new Rejected<>("no such recording", "a .wav file"));
    }

    private static String exampleOf(Languages languages, String key) {
        return key + ": {"
                + String.join(
                        ", ",
                        languages.offered().stream()
                                .map(language -> EnumWords.of(language) + ": …")
                                .toList())
                + "}";
    }
}
