package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.Language;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// The speech program and recordings that replace built-in texts.
///
/// @param directory directory of recordings, which replace the texts
/// @param command program and arguments, run without a shell; it reads the text from standard input, and `{voice}`
///     and `{file}` are replaced
public record PromptSettings(Optional<Path> directory, List<String> command, Map<Language, String> voices) {

    static final ValueParser<String> COMMAND_WORD_PARSER =
            ValueParser.of("1 to 200 printable characters", ValueParsers.matching("[\\x21-\\x7E]{1,200}"));
    static final ValueParser<String> VOICE_PARSER = ValueParser.of(
            "a voice's name, such as fr or mb-fr4", ValueParsers.matching("[A-Za-z0-9_][A-Za-z0-9_+.-]{0,59}"));

    static final List<String> ESPEAK = List.of("espeak-ng", "--stdin", "-v", "{voice}", "-w", "{file}");

    public PromptSettings {
        command = List.copyOf(command);
        voices = Map.copyOf(voices);
        if (!command.contains("{file}")) {
            throw new IllegalArgumentException("prompts command: no {file} (expected: a word {file})");
        }
    }
}
