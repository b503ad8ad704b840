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

/// Looks for what must not lie plain on a disk: a voice or a text, anywhere in any file.
public final class PlainTraces {

    private final List<Path> files = new ArrayList<>();

    /// @param places files, and folders with everything beneath
    public PlainTraces(Path... places) throws IOException {
        for (Path place : places) {
            try (Stream<Path> found = Files.walk(place)) {
                found.filter(Files::isRegularFile).forEach(files::add);
            }
        }
    }

    /// The files in which a tone can be heard, however its samples lie: 16 bits of one or two voices, beginning at
    /// any byte, or µ-law.
    public List<String> ofTone(int hertz) throws IOException {
        return with(bytes -> Stream.of(1, 2)
                        .flatMap(voices -> Stream.iterate(0, at -> at < 2 * voices, at -> at + 1)
                                .map(at -> samples(bytes, at, voices)))
                        .anyMatch(sound -> Tone.isIn(sound, hertz))
                || Tone.isIn(ofUlaw(bytes), hertz));
    }

    /// The files in which a text stands, in UTF-8 or UTF-16.
    public List<String> ofText(String text) throws IOException {
        return with(bytes -> Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                .anyMatch(charset -> contains(bytes, text.getBytes(charset))));
    }

    private List<String> with(Predicate<byte[]> trace) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (trace.test(Files.readAllBytes(file))) {
                found.add(file.getFileName().toString());
            }
        }
        return found;
    }

    private static Sound ofUlaw(byte[] bytes) {
        var samples = new short[bytes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Ulaw.decode(bytes[i]);
        }
        return Sound.of(samples);
    }

    private static Sound samples(byte[] bytes, int from, int voices) {
        var all = ByteBuffer.wrap(bytes, Math.min(from, bytes.length), Math.max(bytes.length - from, 0))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        var samples = new short[(all.remaining() + voices - 1) / voices];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = all.get(i * voices);
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
