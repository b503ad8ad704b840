package org.permanence.adapter.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.durable.FileGroup;

class TonesTest {

    private static final int LOUDEST = Short.MAX_VALUE;

    @TempDir
    private Path folder;

    @Test
    void unwritableDirectoryIsReported() throws IOException {
        Files.writeString(folder.resolve("hold"), "a file where the folder should be");

        var fault = assertThrows(PromptException.class, () -> new Tones(folder, FileGroup.NONE).music("hold"));

        assertEquals("tone hold: not written", fault.getMessage());
    }

    @Test
    void ownMusicIsNotOverwritten() throws IOException {
        Files.createDirectories(folder.resolve("hold"));
        Files.writeString(folder.resolve("hold/chopin.g722"), "a sound of the installation");

        new Tones(folder, FileGroup.NONE).music("hold");

        assertEquals(List.of("chopin.g722"), contents("hold"));
    }

    @Test
    void emptyDirectoryGetsMusic() throws IOException {
        Files.createDirectories(folder.resolve("hold"));

        new Tones(folder, FileGroup.NONE).music("hold");

        assertTrue(new WavSamples(folder.resolve("hold/music.wav")).hasConsistentLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 44, 100_000})
    void truncatedMusicIsWrittenAgain(int length) throws IOException {
        new Tones(folder, FileGroup.NONE).music("hold");
        Path music = folder.resolve("hold/music.wav");
        byte[] whole = Files.readAllBytes(music);
        Files.write(music, Arrays.copyOf(whole, length));

        new Tones(folder, FileGroup.NONE).music("hold");

        assertArrayEquals(whole, Files.readAllBytes(music));
    }

    @Test
    void ringingToneSoundsForOneAndAHalfOfFiveSeconds() throws IOException {
        new Tones(folder, FileGroup.NONE).ringing("emergency-fr");

        var tone = new WavSamples(folder.resolve("emergency-fr/2-ringing.wav"));
        assertEquals(Duration.ofSeconds(15), tone.length());
        for (int ring = 0; ring < 15; ring += 5) {
            assertEquals(440, tone.hertz(ring, ring + 1));
            assertEquals(0, tone.loudest(ring + 1.5, ring + 5), "the pause is silent");
        }
    }

    @Test
    void ringingToneIsAppendedToExistingFiles() throws IOException {
        Files.createDirectories(folder.resolve("emergency-fr"));
        Files.writeString(folder.resolve("emergency-fr/1-announcement.wav"), "the announcement");

        new Tones(folder, FileGroup.NONE).ringing("emergency-fr");

        assertEquals(List.of("1-announcement.wav", "2-ringing.wav"), contents("emergency-fr"));
    }

    @Test
    void tonesHaveAsterisksFormatAndModerateVolume() throws IOException {
        new Tones(folder, FileGroup.NONE).ringing("ringing");
        new Tones(folder, FileGroup.NONE).music("hold");

        for (String file : List.of("ringing/2-ringing.wav", "hold/music.wav")) {
            var sound = new WavSamples(folder.resolve(file));
            assertEquals(List.of(8_000, 1, 16), List.of(sound.rate(), sound.channels(), sound.bits()));
            assertTrue(sound.hasConsistentLength());
            int loudest = sound.loudest(0, 15);
            assertTrue(loudest > LOUDEST / 20 && loudest < LOUDEST / 4, file + ": " + loudest);
        }
        assertFalse(Files.exists(folder.resolve("music.wav")), "no file is written outside the sound directories");
    }

    @Test
    void musicLoopsWithoutAClick() throws IOException {
        new Tones(folder, FileGroup.NONE).music("hold");

        var music = new WavSamples(folder.resolve("hold/music.wav"));
        assertTrue(music.loudest(0, 0.001) < LOUDEST / 200);
        assertTrue(music.loudest(15.999, 16) < LOUDEST / 200);
        assertTrue(music.loudest(1, 3) > LOUDEST / 50, "the music is audible in between");
    }

    private List<String> contents(String name) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(name))) {
            return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }
}
