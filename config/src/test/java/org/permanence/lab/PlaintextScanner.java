package org.permanence.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Searches files for plaintext that must not be on disk: a voice or a text.
public final class PlaintextScanner {

    private final List<Path> files = new ArrayList<>();

    /// @param paths files, and directories with everything below
    public PlaintextScanner(Path... paths) throws IOException {
        for (Path path : paths) {
            try (Stream<Path> found = Files.walk(path)) {
                found.filter(Files::isRegularFile).forEach(files::add);
            }
        }
    }

    /// The files that contain the tone: as 16-bit samples with one or two channels at any byte offset, or as µ-law.
    public List<String> filesWithTone(int hertz) throws IOException {
        return filesMatching(bytes -> Stream.of(1, 2)
                        .flatMap(channels -> Stream.iterate(0, at -> at < 2 * channels, at -> at + 1)
                                .map(at -> decodePcm(bytes, at, channels)))
                        .anyMatch(sound -> ToneDetector.hasTone(sound, hertz))
                || ToneDetector.hasTone(decodeUlaw(bytes), hertz));
    }

    /// The files that contain the text, in UTF-8 or UTF-16.
    public List<String> filesWithText(String text) throws IOException {
        return filesMatching(
                bytes -> Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                        .anyMatch(charset -> contains(bytes, text.getBytes(charset))));
    }

    private List<String> filesMatching(Predicate<byte[]> condition) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (condition.test(Files.readAllBytes(file))) {
                found.add(file.getFileName().toString());
            }
        }
        return found;
    }

    private static Sound decodeUlaw(byte[] bytes) {
        var samples = new short[bytes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Ulaw.decode(bytes[i]);
        }
        return Sound.of(samples);
    }

    private static Sound decodePcm(byte[] bytes, int from, int channels) {
        var all = ByteBuffer.wrap(bytes, Math.min(from, bytes.length), Math.max(bytes.length - from, 0))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        var samples = new short[(all.remaining() + channels - 1) / channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = all.get(i * channels);
        }
        return Sound.of(samples);
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
