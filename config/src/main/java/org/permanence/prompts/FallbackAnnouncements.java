package org.permanence.prompts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.permanence.adapter.audio.PromptException;
import org.permanence.adapter.audio.Tones;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.durable.FileGroup;
import org.permanence.practice.Language;
import org.permanence.practice.Prompts;

/// The announcements that precede a ringing tone, as music-on-hold classes: for the engine, and for the dialplan's
/// fallback, which also needs the announcement without ringing, and the question to its lines.
record FallbackAnnouncements(Path directory, FileGroup readers, Tones tones) {

    private static final String DIAL_EMERGENCY = "dial-emergency";

    /// The question to the person who answers a fallback line behind a trunk.
    private static final String FALLBACK_QUESTION = "fallback-question";

    /// @param files the file of each prompt, without extension
    void write(Map<String, Path> files) {
        for (Language language : Language.values()) {
            String languageCode = language.name().toLowerCase(Locale.ROOT);
            Path announcement = wavFile(files, languageCode + "." + DIAL_EMERGENCY);
            copy(announcement, directory.resolve("emergency-" + languageCode + ".wav"));
            write("emergency-" + languageCode, announcement);
            copy(
                    wavFile(files, languageCode + "." + FALLBACK_QUESTION),
                    directory.resolve(FALLBACK_QUESTION + "-" + languageCode + ".wav"));
            Prompts.WHILE_RINGING.forEach(
                    name -> write(languageCode + "." + name, wavFile(files, languageCode + "." + name)));
        }
    }

    private void write(String name, Path source) {
        Path folder = directory.resolve(name);
        try {
            DurableDirectory.create(folder);
            readers.mayList(folder);
        } catch (IOException e) {
            throw new PromptException("prompts: " + folder + " cannot be created (expected: free space)", e);
        }
        copy(source, folder.resolve("1-announcement.wav"));
        tones.ringing(name);
    }

    private static Path wavFile(Map<String, Path> files, String prompt) {
        return Path.of(Objects.requireNonNull(files.get(prompt)) + ".wav");
    }

    /// Leaves an unchanged file as it is: Asterisk may be playing it.
    private void copy(Path from, Path to) {
        try {
            if (Files.exists(to) && Files.mismatch(from, to) == -1) {
                readers.mayRead(to);
            } else {
                DurableFile.at(to).readableBy(readers).replace(Files.readAllBytes(from));
            }
        } catch (IOException e) {
            throw new PromptException(
                    "prompts: " + to + " cannot be written (expected: a directory that the engine's user may write)",
                    e);
        }
    }
}
