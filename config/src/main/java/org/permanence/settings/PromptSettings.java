package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.Language;

/// How texts become sound.
///
/// @param directory the house's own recordings, which win over the command
/// @param command a program and its words, run without a shell: the text goes to its standard input, `{voice}` and
///     `{file}` are replaced
public record PromptSettings(Optional<Path> directory, List<String> command, Map<Language, String> voices) {

    static final List<String> ESPEAK = List.of("espeak-ng", "--stdin", "-v", "{voice}", "-w", "{file}");

    public PromptSettings {
        command = List.copyOf(command);
        voices = Map.copyOf(voices);
        if (!command.contains("{file}")) {
            throw new IllegalArgumentException("prompts command: no {file} (expected: a word {file})");
        }
    }
}
