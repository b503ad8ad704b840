package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Writes the vectors of the format to a directory: recordings, their keys and the expected result of each. The
/// vectors were written once and never change, so that every later reader must still read today's files. Run this
/// only for a new version of the format.
final class SealVectors {

    private SealVectors() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        Map<String, byte[]> files = validFiles();
        byte[] whole = Objects.requireNonNull(files.get("three-segments"));
        files.putAll(refusedFiles(whole));
        StringBuilder expected = new StringBuilder();
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey() + ".prec"), file.getValue());
            Files.writeString(
                    folder.resolve(file.getKey() + ".key"),
                    HexFormat.of().formatHex(SealFixture.key(1).bytes()));
            expected.append(file.getKey())
                    .append(".prec ")
                    .append(resultOf(file.getValue()))
                    .append('\n');
        }
        Files.writeString(folder.resolve("expected.txt"), expected);
    }

    /// The result of reading a file: SHA-256 of the audio, frames and gaps, or the refusal.
    static String resultOf(byte[] file) {
        try {
            var reader = SealReader.open(new InMemoryFiles.File(file), SealFixture.key(1));
            String digest = HexFormat.of().formatHex(Primitives.sha256().digest(SealFixture.readAll(reader)));
            String gaps = reader.gaps().stream()
                    .map(gap -> "{\"at\":%d,\"frames\":%d,\"why\":\"%s\"}".formatted(gap.at(), gap.frames(), gap.why()))
                    .toList()
                    .toString();
            return digest + " " + reader.frames() + " " + gaps;
        } catch (SealException refused) {
            return "refused: " + refused.failure();
        }
    }

    private static Map<String, byte[]> validFiles() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("empty", sealed(0));
        files.put("one-frame", sealed(1));
        files.put(
                "first-segment-full",
                sealed((Segments.FIRST_PLAINTEXT_BYTES - trailerBytes()) / AudioFormat.FRAME_BYTES));
        files.put("trailer-alone-in-its-segment", sealed(Segments.FIRST_PLAINTEXT_BYTES / AudioFormat.FRAME_BYTES - 3));
        files.put("three-segments", sealed(2_500));
        var file = new InMemoryFiles.OutputFile();
        var writer = SealWriter.begin(SealFixture.header(SealFixture.FIRST), SealFixture.key(1), file);
        writer.append(ByteBuffer.wrap(SealFixture.audio(600)));
        writer.appendGap(400, Gap.Reason.PAUSED);
        writer.append(ByteBuffer.wrap(SealFixture.audio(200)));
        writer.appendGap(80, Gap.Reason.READER_BEHIND);
        writer.seal();
        files.put("gaps", file.bytes());
        return files;
    }

    private static Map<String, byte[]> refusedFiles(byte[] whole) {
        int ciphertext = 8 + 4 + SealFixture.header(SealFixture.FIRST).canonical().length + 32;
        Map<String, byte[]> files = new TreeMap<>();
        files.put("refused-cut-in-the-header", Arrays.copyOf(whole, 100));
        files.put("refused-cut-at-a-segment", Arrays.copyOf(whole, ciphertext + 2 * Segments.BYTES));
        files.put("refused-cut-in-a-segment", Arrays.copyOf(whole, ciphertext + 5_000));
        files.put("refused-extended", Arrays.copyOf(whole, whole.length + 1));
        files.put("refused-other-magic", flipped(whole, 4));
        files.put("refused-other-call", flipped(whole, 8 + 4 + 12));
        files.put("refused-other-version", flipped(whole, ciphertext - 32 - 2));
        files.put("refused-other-commitment", flipped(whole, ciphertext - 1));
        files.put("refused-altered-segment", flipped(whole, ciphertext + 4_500));
        files.put("refused-altered-end", flipped(whole, whole.length - 1));
        files.put(
                "refused-other-key",
                SealFixture.seal(SealFixture.header(SealFixture.FIRST), SealFixture.key(2), SealFixture.audio(10)));
        byte[] swapped = whole.clone();
        System.arraycopy(whole, ciphertext, swapped, ciphertext + Segments.BYTES, Segments.BYTES);
        System.arraycopy(whole, ciphertext + Segments.BYTES, swapped, ciphertext, Segments.BYTES);
        files.put("refused-swapped-segments", swapped);
        return files;
    }

    private static int trailerBytes() {
        return new Trailer(Segments.FIRST_PLAINTEXT_BYTES / AudioFormat.FRAME_BYTES, List.of(), 0)
                .bytes()
                .remaining();
    }

    private static byte[] sealed(int frames) {
        return SealFixture.seal(SealFixture.header(SealFixture.FIRST), SealFixture.key(1), SealFixture.audio(frames));
    }

    private static byte[] flipped(byte[] whole, int at) {
        byte[] bad = whole.clone();
        bad[at] ^= 1;
        return bad;
    }
}
