package org.permanence.adapter.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.durable.FileGroup;
import org.permanence.durable.PrivateFiles;

/// Computed sounds: the ringing tone, the beep, silence, and quiet music for an installation that has none. Format
/// for Asterisk: 8 kHz, 16 bit, mono.
public final class Tones {

    private static final int RATE = 8000;
    private static final String MUSIC = "music.wav";

    /// The French ringing tone: 440 Hz, 1.5 s of every 5 s. Source: ITU-T E.180, annex on national tones.
    private static final double RINGING_HERTZ = 440;

    private static final String MESSAGE = "message";
    private static final double TONE_HERTZ = 850;

    /// Four chords of the music, as notes in Hertz; each lasts four seconds.
    private static final double[][] CHORDS = {
        {261.63, 329.63, 392.00}, {220.00, 261.63, 329.63}, {174.61, 220.00, 261.63}, {196.00, 246.94, 293.66}
    };

    private final Path folder;
    private final FileGroup readers;

    /// @param folder the directory of the sound directories
    /// @param readers the group of Asterisk's user, if that is another user
    public Tones(Path folder, FileGroup readers) {
        this.folder = folder;
        this.readers = readers;
    }

    /// Writes three rings into the sound directory `name`, sorted after the existing files.
    public void ringing(String name) {
        write(name, "2-ringing.wav", 15, second -> second % 5 < 1.5 ? Math.sin(phase(RINGING_HERTZ, second)) * 0.2 : 0);
    }

    /// Writes music into the sound directory `name`, unless it has a file, either generated or the installation's
    /// own.
    public void music(String name) {
        if (hasMusic(name)) {
            share(folder.resolve(name));
        } else {
            write(name, MUSIC, 4 * CHORDS.length, Tones::music);
        }
    }

    /// Opens existing music to the readers, who may be other ones than at the last start.
    private void share(Path music) {
        try {
            readers.mayList(music);
            if (Files.exists(music.resolve(MUSIC))) {
                readers.mayRead(music.resolve(MUSIC));
            }
        } catch (IOException e) {
            throw new PromptException("tone " + music.getFileName() + ": not opened to its readers", e);
        }
    }

    private boolean hasMusic(String name) {
        Path music = folder.resolve(name);
        if (!Files.isDirectory(music)) {
            return false;
        }
        try (Stream<Path> files = Files.list(music)) {
            return WavFile.isComplete(music.resolve(MUSIC)) || files.anyMatch(file -> !file.endsWith(MUSIC));
        } catch (IOException e) {
            throw new PromptException("tone " + name + ": unreadable", e);
        }
    }

    /// Writes the beep after which a caller speaks.
    ///
    /// @return its path, without extension
    public Path tone() {
        write(MESSAGE, "tone.wav", 0.5, second -> Math.sin(phase(TONE_HERTZ, second)) * 0.3);
        return folder.resolve(MESSAGE).resolve("tone");
    }

    /// Writes a short silence, for a question that only waits for a key.
    ///
    /// @return its path, without extension
    public Path silence() {
        write(MESSAGE, "silence.wav", 0.1, _ -> 0);
        return folder.resolve(MESSAGE).resolve("silence");
    }

    private interface Wave {

        /// The sample, from -1 to 1.
        double at(double second);
    }

    private static double music(double second) {
        double[] chord = CHORDS[(int) (second / 4) % CHORDS.length];
        double intoChord = second % 4;
        double swell = Math.sin(Math.PI * intoChord / 4);
        double sum = 0;
        for (int note = 0; note < chord.length; note++) {
            // The notes start one after the other, as on a harp.
            double elapsed = intoChord - note * 0.4;
            sum += elapsed < 0 ? 0 : Math.sin(phase(chord[note], second)) * Math.exp(-elapsed / 1.5);
        }
        return sum * swell * 0.08;
    }

    private static double phase(double hertz, double second) {
        return 2 * Math.PI * hertz * second;
    }

    private void write(String name, String file, double seconds, Wave wave) {
        int samples = (int) (seconds * RATE);
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        header(wav, 2 * samples);
        for (int sample = 0; sample < samples; sample++) {
            wav.putShort((short) Math.round(wave.at((double) sample / RATE) * Short.MAX_VALUE));
        }
        try {
            Path directory = folder.resolve(name);
            DurableDirectory.create(directory);
            readers.mayList(directory);
            Path ready = folder.resolve(name + "-unfinished.wav"); // Asterisk plays every file of the directory.
            PrivateFiles.write(ready, wav.array());
            DurableFile.at(directory.resolve(file)).readableBy(readers).moveFrom(ready);
        } catch (IOException e) {
            throw new PromptException("tone " + name + ": not written", e);
        }
    }

    /// RIFF WAVE, PCM.
    private static void header(ByteBuffer wav, int dataBytes) {
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + dataBytes);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(dataBytes);
    }
}
