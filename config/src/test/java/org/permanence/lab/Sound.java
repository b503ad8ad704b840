package org.permanence.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// Telephone audio: one channel, 8,000 samples a second, 16 bits.
public final class Sound {

    /// Samples a second.
    public static final int RATE = 8_000;

    private static final AudioFormat FORMAT = new AudioFormat(RATE, 16, 1, true, false);
    private static final double TONE_AMPLITUDE = 8_000;

    private final short[] samples;

    private Sound(short[] samples) {
        this.samples = samples;
    }

    public static Sound of(short[] samples) {
        return new Sound(samples.clone());
    }

    public static Sound silence(Duration length) {
        return new Sound(new short[samplesIn(length)]);
    }

    public static Sound tone(int hertz, Duration length) {
        var samples = new short[samplesIn(length)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = toneAt(hertz, i);
        }
        return new Sound(samples);
    }

    /// Reads a WAV file with 8 kHz, 16 bits, mono.
    public static Sound ofWav(Path file) {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            if (!in.getFormat().matches(FORMAT)) {
                throw new LabException("wav: %s (expected: 8000 Hz, 16 bits, mono)".formatted(in.getFormat()));
            }
            var buffer = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            var samples = new short[buffer.remaining() / Short.BYTES];
            buffer.asShortBuffer().get(samples);
            return new Sound(samples);
        } catch (IOException | UnsupportedAudioFileException e) {
            throw new LabException("wav: not readable: " + file.getFileName(), e);
        }
    }

    public void writeWav(Path file) {
        var bytes = ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        try (var in = new AudioInputStream(new ByteArrayInputStream(bytes.array()), FORMAT, samples.length)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        } catch (IOException e) {
            throw new LabException("wav: not writable: " + file.getFileName(), e);
        }
    }

    public int size() {
        return samples.length;
    }

    public Duration length() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / RATE);
    }

    public short at(int sample) {
        return samples[sample];
    }

    /// The beginning of this sound; all of it if it is shorter.
    public Sound first(Duration length) {
        return slice(0, samplesIn(length));
    }

    public Sound slice(int from, int to) {
        int end = Math.min(to, samples.length);
        return new Sound(Arrays.copyOfRange(samples, Math.min(from, end), end));
    }

    public Sound then(Sound next) {
        short[] both = Arrays.copyOf(samples, samples.length + next.samples.length);
        System.arraycopy(next.samples, 0, both, samples.length, next.samples.length);
        return new Sound(both);
    }

    /// Both sounds at once; the other must not be shorter.
    public Sound mixedWith(Sound other) {
        var mixed = new short[samples.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (short) Math.clamp(samples[i] + other.samples[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return new Sound(mixed);
    }

    /// The root mean square: 0 is silence, a full-scale sine is about 23,000.
    public double level() {
        return samples.length == 0 ? 0 : Math.sqrt(energy() / samples.length);
    }

    double energy() {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return sum;
    }

    static int samplesIn(Duration length) {
        return Math.toIntExact(length.toNanos() * RATE / 1_000_000_000L);
    }

    static short toneAt(int hertz, long sample) {
        // Whole turns are dropped first, so that the sine stays exact after an hour.
        double turns = hertz * (double) (sample % RATE) / RATE;
        return (short) Math.round(TONE_AMPLITUDE * Math.sin(2 * Math.PI * turns));
    }
}
