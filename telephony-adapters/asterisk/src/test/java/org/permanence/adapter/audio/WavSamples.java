package org.permanence.adapter.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/// Reads a WAV file as a player does: a header of 44 bytes, then the samples.
final class WavSamples {

    private static final int HEADER = 44;

    private final ByteBuffer bytes;

    WavSamples(Path file) throws IOException {
        bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int rate() {
        return bytes.getInt(24);
    }

    int channels() {
        return bytes.getShort(22);
    }

    int bits() {
        return bytes.getShort(34);
    }

    Duration length() {
        return Duration.ofMillis((bytes.capacity() - HEADER) * 1_000L / (rate() * channels() * bits() / 8));
    }

    /// The samples between two times, in seconds from the start.
    int[] samples(double from, double to) {
        return IntStream.range((int) (from * rate()), (int) (to * rate()))
                .map(sample -> bytes.getShort(HEADER + 2 * sample))
                .toArray();
    }

    int loudest(double from, double to) {
        return IntStream.of(samples(from, to)).map(Math::abs).max().orElse(0);
    }

    /// The frequency in Hertz: each cycle crosses zero twice.
    long hertz(double from, double to) {
        int[] samples = samples(from, to);
        long upwards = IntStream.range(1, samples.length)
                .filter(i -> samples[i - 1] <= 0 && samples[i] > 0)
                .count();
        return Math.round(upwards / (to - from));
    }

    /// The lengths of file and audio in the header.
    boolean hasConsistentLength() {
        return bytes.getInt(4) == bytes.capacity() - 8 && bytes.getInt(40) == bytes.capacity() - HEADER;
    }
}
