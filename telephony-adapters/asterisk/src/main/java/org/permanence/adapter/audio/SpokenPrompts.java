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

/// Renders what prompts say to sound files that Asterisk plays as they are: 8 kHz, 16 bit, one channel. A file is
/// named after its content, so that a text that did not change is not spoken twice, and one that did never plays
/// the old words.
public final class SpokenPrompts {

    private static final Duration LONGEST_RENDERING = Duration.ofSeconds(30);

    /// Changes whenever the way of rendering does.
    private static final String RECIPE = "sox 8000/16/1 norm -6";

    private final Path folder;
    private final List<String> command;
    private final Duration longest;

    /// Renders nothing yet.
    ///
    /// @param folder where the files are kept; made if it is missing
    /// @param command a program and its words, run without a shell: the text goes to its standard input, `{voice}`
    /// and
    ///     `{file}` are replaced
    public SpokenPrompts(Path folder, List<String> command) {
        this(folder, command, LONGEST_RENDERING);
    }

    SpokenPrompts(Path folder, List<String> command, Duration longest) {
        this.folder = folder;
        this.command = List.copyOf(command);
        this.longest = longest;
    }

    /// Renders what is missing.
    ///
    /// @param progress told after each prompt how many are done
    /// @return for each prompt's name its file, without the extension
    /// @throws PromptException where the speech command fails or a recording cannot be read
    public Map<String, Path> render(Collection<Spoken> prompts, IntConsumer progress) {
        Map<String, Path> paths = new HashMap<>();
        for (Spoken spoken : prompts) {
            paths.put(spoken.prompt().name(), render(spoken));
            progress.accept(paths.size());
        }
        return Map.copyOf(paths);
    }

    private Path render(Spoken spoken) {
        try {
            Files.createDirectories(folder);
            String name = contentOf(spoken);
            Path done = folder.resolve(name + ".wav");
            if (!WavFile.isWhole(done)) {
                make(spoken, done);
            }
            return folder.resolve(name);
        } catch (IOException e) {
            throw new PromptException("prompt " + spoken.prompt().name() + ": not written", e);
        }
    }

    private void make(Spoken spoken, Path done) throws IOException {
        Path work = Files.createTempDirectory(folder, "making-");
        Path voice = work.resolve("voice.wav");
        Path ready = work.resolve("ready.wav");
        try {
            Path source = spoken.recording().orElse(voice);
            if (spoken.recording().isEmpty()) {
                Path text = Files.writeString(work.resolve("text"), spoken.text());
                run(spoken, words(spoken, voice), ProcessBuilder.Redirect.from(text.toFile()));
                if (Files.notExists(voice) || Files.size(voice) == 0) {
                    throw new PromptException(what(spoken, command) + ": no sound (expected: one in {file})");
                }
            }
            run(
                    spoken,
                    List.of(
                            "sox",
                            source.toString(),
                            "-r",
                            "8000",
                            "-b",
                            "16",
                            "-c",
                            "1",
                            ready.toString(),
                            "norm",
                            "-6"),
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            WavFile.move(ready, done);
        } finally {
            for (Path left : List.of(voice, ready, work.resolve("text"), work)) {
                Files.deleteIfExists(left);
            }
        }
    }

    private List<String> words(Spoken spoken, Path file) {
        return command.stream()
                .map(word -> word.replace("{voice}", spoken.voice()).replace("{file}", file.toString()))
                .toList();
    }

    private void run(Spoken spoken, List<String> command, ProcessBuilder.Redirect input) {
        String what = what(spoken, command);
        Process process = start(what, command, input);
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PromptException(what + ": over " + longest.toMillis() + " ms (expected: done)");
            }
            if (process.exitValue() != 0) {
                throw new PromptException(what + ": status " + process.exitValue() + " (expected: 0)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PromptException(what + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String what, List<String> command, ProcessBuilder.Redirect input) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new PromptException(what + ": cannot be run (expected: a program on the PATH)", e);
        }
    }

    private static String what(Spoken spoken, List<String> command) {
        return "prompt " + spoken.prompt().name() + ": " + command.getFirst();
    }

    private String contentOf(Spoken spoken) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((RECIPE + command + "\n" + spoken.voice() + "\n").getBytes(StandardCharsets.UTF_8));
            if (spoken.recording().isPresent()) {
                digest.update(Files.readAllBytes(spoken.recording().get()));
            } else {
                digest.update(spoken.text().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
