package org.permanence.adapter.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.call.Prompt;
import org.permanence.durable.FileGroup;
import org.permanence.testing.Fixtures;

/// The speech command is a line of shell here: `$1` is the voice, `$2` the file.
class PromptRendererTest {

    private static final String TEXT = "Cabinet du docteur " + Fixtures.SURNAME;
    private static final String SPEECH_SCRIPT = "echo x >> calls; cp voice.wav \"$2\"";

    @TempDir
    private Path work;

    private Path folder;

    @BeforeEach
    void createVoice() throws IOException {
        folder = work.resolve("spoken");
        new Tones(work, FileGroup.NONE).ringing("tone");
        Files.move(work.resolve("tone/2-ringing.wav"), work.resolve("voice.wav"));
    }

    @Test
    void failingCommandIsReportedWithThePromptsNameNotItsText() {
        assertEquals("prompt les-lilas.greeting: sh: status 7 (expected: 0)", refusal("cat >&2; exit 7"));
    }

    @Test
    void missingCommandIsReported() {
        var prompts = new PromptRenderer(folder, FileGroup.NONE, List.of("no-such-speech", "{file}"));

        var fault = assertThrows(PromptException.class, () -> render(prompts, greeting(TEXT)));

        assertEquals(
                "prompt les-lilas.greeting: no-such-speech: cannot be run (expected: a program on the PATH)",
                fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", ": > \"$2\""})
    void commandThatWritesNothingIsReported(String silent) {
        assertEquals("prompt les-lilas.greeting: sh: no sound (expected: one in {file})", refusal(silent));
    }

    @Test
    void hangingCommandIsEndedAndReported() throws Exception {
        var prompts = rendererWith("echo $$ > pid; exec sleep 60", Duration.ofMillis(500));

        var fault = assertThrows(PromptException.class, () -> render(prompts, greeting(TEXT)));

        assertEquals("prompt les-lilas.greeting: sh: over 500 ms (expected: done)", fault.getMessage());
        var hanging = ProcessHandle.of(
                Long.parseLong(Files.readString(work.resolve("pid")).strip()));
        if (hanging.isPresent()) {
            hanging.get().onExit().get(10, TimeUnit.SECONDS);
        }
        assertNoLeftovers();
    }

    @Test
    void recordingThatIsNoAudioIsReported() throws IOException {
        assumeSox();
        Path noise = Files.writeString(work.resolve("noise.wav"), "no sound at all");

        var fault = assertThrows(
                PromptException.class, () -> render(rendererWith(SPEECH_SCRIPT), recorded("", Optional.of(noise))));

        assertTrue(String.valueOf(fault.getMessage()).startsWith("prompt les-lilas.greeting: sox: status "));
        assertNoLeftovers();
    }

    @Test
    void truncatedFileIsRenderedAgain() throws IOException {
        assumeSox();
        Path sound = wav(render(rendererWith(SPEECH_SCRIPT), greeting(TEXT)));
        byte[] whole = Files.readAllBytes(sound);

        for (int length : List.of(0, 7, 44, whole.length / 2, whole.length - 1)) {
            try (var cut = Files.newByteChannel(sound, StandardOpenOption.WRITE)) {
                cut.truncate(length);
            }

            assertEquals(sound, wav(render(rendererWith(SPEECH_SCRIPT), greeting(TEXT))));
            assertEquals(whole.length, Files.size(sound), "cut at " + length);
        }
    }

    @Test
    void sameTextIsRenderedOnce() throws IOException {
        assumeSox();
        var other = new PromptText(new Prompt("les-lilas.closed"), "fr", TEXT, Optional.empty());

        Path first = render(rendererWith(SPEECH_SCRIPT), greeting(TEXT));
        Path again = render(rendererWith(SPEECH_SCRIPT), greeting(TEXT));
        Path another = render(rendererWith(SPEECH_SCRIPT), other);

        assertEquals(List.of(first, first), List.of(again, another));
        assertEquals(1, timesRendered());
    }

    @Test
    void changedTextVoiceOrCommandIsRenderedAgain() throws IOException {
        assumeSox();
        Path first = render(rendererWith(SPEECH_SCRIPT), greeting(TEXT));

        assertNotEquals(first, render(rendererWith(SPEECH_SCRIPT), greeting(TEXT + ", bonjour")));
        assertNotEquals(
                first,
                render(
                        rendererWith(SPEECH_SCRIPT),
                        new PromptText(new Prompt("les-lilas.greeting"), "en", TEXT, Optional.empty())));
        assertNotEquals(first, render(rendererWith(SPEECH_SCRIPT + "; true"), greeting(TEXT)));
        assertEquals(4, timesRendered());
    }

    @Test
    void ownRecordingTakesPrecedenceOverTheText() throws IOException {
        assumeSox();
        Path own = Files.copy(work.resolve("voice.wav"), work.resolve("own.wav"));
        Path first = render(rendererWith(SPEECH_SCRIPT), recorded(TEXT, Optional.of(own)));
        new Tones(work, FileGroup.NONE).music("music");
        Files.copy(work.resolve("music/music.wav"), own, StandardCopyOption.REPLACE_EXISTING);

        Path second = render(rendererWith(SPEECH_SCRIPT), recorded(TEXT, Optional.of(own)));

        assertNotEquals(first, second, "a changed recording gives another file");
        assertEquals(0, timesRendered());
    }

    @Test
    void textGoesToStandardInputAndVoiceIsOneArgument() throws IOException {
        assumeSox();
        String hard = "l'été \"à\" $(touch hacked) `touch hacked`; --version\nfin";

        render(rendererWith("cat > heard; echo \"$1\" > voice; " + SPEECH_SCRIPT), greeting(hard));

        assertEquals(hard, Files.readString(work.resolve("heard")));
        assertEquals("fr\n", Files.readString(work.resolve("voice")));
        assertFalse(Files.exists(work.resolve("hacked")));
    }

    @Test
    void outputIsConvertedToAsterisksFormat() throws IOException {
        assumeSox();
        Path sound = wav(render(
                rendererWith("sox voice.wav -r 22050 -c 2 \"$2\""),
                new PromptText(new Prompt("p"), "fr", "x", Optional.empty())));

        var format = new WavSamples(sound);
        assertEquals(List.of(8_000, 1, 16), List.of(format.rate(), format.channels(), format.bits()));
        assertEquals(Duration.ofSeconds(15), format.length());
    }

    @Test
    void progressIsReportedAfterEachPrompt() {
        assumeSox();
        var progress = new ArrayList<Integer>();

        var paths = rendererWith(SPEECH_SCRIPT)
                .render(
                        List.of(
                                greeting(TEXT),
                                new PromptText(new Prompt("fr.hold"), "fr", "Patientez", Optional.empty())),
                        progress::add);

        assertEquals(List.of(1, 2), progress);
        assertEquals(
                List.of("fr.hold", "les-lilas.greeting"),
                paths.keySet().stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fr;true", "-f", "../x", "Fr"})
    void voiceMustBeALanguageCode(String voice) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PromptText(new Prompt("p"), voice, "Bonjour", Optional.empty()));
    }

    @Test
    void promptWithoutTextOrRecordingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> recorded(" ", Optional.empty()));
    }

    private String refusal(String script) {
        var fault = assertThrows(PromptException.class, () -> render(rendererWith(script), greeting(TEXT)));
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            assertFalse(String.valueOf(cause.getMessage()).contains(Fixtures.SURNAME));
        }
        assertNoLeftovers();
        return String.valueOf(fault.getMessage());
    }

    private void assertNoLeftovers() {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PromptRenderer rendererWith(String script) {
        return rendererWith(script, Duration.ofSeconds(30));
    }

    private PromptRenderer rendererWith(String script, Duration longest) {
        return new PromptRenderer(
                folder,
                FileGroup.NONE,
                List.of("sh", "-c", "cd " + work + " && { " + script + "; }", "sh", "{voice}", "{file}"),
                longest);
    }

    private static PromptText greeting(String text) {
        return recorded(text, Optional.empty());
    }

    private static PromptText recorded(String text, Optional<Path> recording) {
        return new PromptText(new Prompt("les-lilas.greeting"), "fr", text, recording);
    }

    private static Path render(PromptRenderer prompts, PromptText promptText) {
        return Objects.requireNonNull(prompts.render(List.of(promptText), _ -> {})
                .get(promptText.prompt().name()));
    }

    private static Path wav(Path sound) {
        return sound.resolveSibling(sound.getFileName() + ".wav");
    }

    private long timesRendered() throws IOException {
        Path calls = work.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    /// A quick run of the tests may have no such program; the full run provides it.
    private static void assumeSox() {
        assumeTrue(
                Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "sox"))),
                "no sox on the PATH (expected: installed by scripts/setup)");
    }
}
