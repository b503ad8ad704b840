package org.permanence.adapter.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.durable.FileGroup;
import org.permanence.durable.PrivateFiles;

/// Renders prompts to sound files that Asterisk plays without conversion: 8 kHz, 16 bit, mono. A file is named
/// after its content: an unchanged text is not rendered again, and a changed text never plays old words.
public final class PromptRenderer {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /// Change this version when the rendering changes: files of other versions are rendered again.
    private static final String FORMAT_VERSION = "sox 8000/16/1 norm -6";

    private final Path folder;
    private final FileGroup readers;
    private final List<String> command;
    private final Duration timeout;

    /// @param folder where the files are kept; created if it is missing
    /// @param readers the group of Asterisk's user, if that is another user
    /// @param command a program and its arguments, run without a shell. The text goes to its standard input;
    ///     `{voice}` and `{file}` are replaced
    public PromptRenderer(Path folder, FileGroup readers, List<String> command) {
        this(folder, readers, command, DEFAULT_TIMEOUT);
    }

    PromptRenderer(Path folder, FileGroup readers, List<String> command, Duration timeout) {
        this.folder = folder;
        this.readers = readers;
        this.command = List.copyOf(command);
        this.timeout = timeout;
    }

    /// Renders the files that are missing.
    ///
    /// @param progress gets the number of finished prompts after each prompt
    /// @return the file of each prompt's name, without extension
    /// @throws PromptException if the speech command fails or a recording cannot be read
    public Map<String, Path> render(Collection<PromptText> prompts, IntConsumer progress) {
        Map<String, Path> paths = new HashMap<>();
        for (PromptText promptText : prompts) {
            paths.put(promptText.prompt().name(), render(promptText));
            progress.accept(paths.size());
        }
        return Map.copyOf(paths);
    }

    private Path render(PromptText promptText) {
        try {
            DurableDirectory.create(folder);
            readers.mayList(folder);
            String name = contentHash(promptText);
            Path target = folder.resolve(name + ".wav");
            if (WavFile.isComplete(target)) {
                readers.mayRead(target);
            } else {
                make(promptText, target);
            }
            return folder.resolve(name);
        } catch (IOException e) {
            throw new PromptException("prompt " + promptText.prompt().name() + ": not written", e);
        }
    }

    private void make(PromptText promptText, Path target) throws IOException {
        Path work = Files.createTempDirectory(folder, "making-");
        Path voice = work.resolve("voice.wav");
        Path converted = work.resolve("ready.wav");
        try {
            Path source = promptText.recording().orElse(voice);
            if (promptText.recording().isEmpty()) {
                Path text = work.resolve("text");
                PrivateFiles.write(text, promptText.text().getBytes(StandardCharsets.UTF_8));
                run(promptText, commandFor(promptText, voice), ProcessBuilder.Redirect.from(text.toFile()));
                if (Files.notExists(voice) || Files.size(voice) == 0) {
                    throw new PromptException(describe(promptText, command) + ": no sound (expected: one in {file})");
                }
            }
            run(
                    promptText,
                    List.of(
                            "sox",
                            source.toString(),
                            "-r",
                            "8000",
                            "-b",
                            "16",
                            "-c",
                            "1",
                            converted.toString(),
                            "norm",
                            "-6"),
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            DurableFile.at(target).readableBy(readers).moveFrom(converted);
        } finally {
            for (Path leftover : List.of(voice, converted, work.resolve("text"), work)) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    private List<String> commandFor(PromptText promptText, Path file) {
        return command.stream()
                .map(argument -> argument.replace("{voice}", promptText.voice()).replace("{file}", file.toString()))
                .toList();
    }

    private void run(PromptText promptText, List<String> command, ProcessBuilder.Redirect input) {
        String description = describe(promptText, command);
        Process process = start(description, command, input);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PromptException(description + ": over " + timeout.toMillis() + " ms (expected: done)");
            }
            if (process.exitValue() != 0) {
                throw new PromptException(description + ": status " + process.exitValue() + " (expected: 0)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PromptException(description + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String description, List<String> command, ProcessBuilder.Redirect input) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new PromptException(description + ": cannot be run (expected: a program on the PATH)", e);
        }
    }

    private static String describe(PromptText promptText, List<String> command) {
        return "prompt " + promptText.prompt().name() + ": " + command.getFirst();
    }

    private String contentHash(PromptText promptText) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    (FORMAT_VERSION + command + "\n" + promptText.voice() + "\n").getBytes(StandardCharsets.UTF_8));
            if (promptText.recording().isPresent()) {
                digest.update(Files.readAllBytes(promptText.recording().get()));
            } else {
                digest.update(promptText.text().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
