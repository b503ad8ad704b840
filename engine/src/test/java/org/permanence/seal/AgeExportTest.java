package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.assertFails;
import static org.permanence.seal.SealFixture.audio;
import static org.permanence.seal.SealFixture.header;
import static org.permanence.seal.SealFixture.key;
import static org.permanence.seal.SealFixture.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exported recordings: as a WAV file, or encrypted with `age`.
class AgeExportTest {

    @TempDir
    Path folder;

    @Test
    void wavIsReadableByJavaSound() throws Exception {
        byte[] sound = audio(9_000);
        try (var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes(wav(sound))))) {
            assertEquals(8_000, stream.getFormat().getSampleRate());
            assertEquals(2, stream.getFormat().getChannels());
            assertEquals(16, stream.getFormat().getSampleSizeInBits());
            assertEquals(9_000, stream.getFrameLength());
            assertArrayEquals(sound, stream.readAllBytes());
        }
    }

    @Test
    void wavIsReadableFromAnyPosition() throws IOException {
        var wav = wav(audio(3_000));
        byte[] whole = bytes(wav);
        for (int from = 0; from < whole.length; from += from < 60 ? 1 : 997) {
            for (int length : new int[] {1, 7, 44, 5_000}) {
                var piece = ByteBuffer.allocate(length);
                int given = wav.read(from, piece);
                int expected = Math.min(length, whole.length - from);
                assertEquals(expected, given);
                assertArrayEquals(
                        Arrays.copyOfRange(whole, from, from + expected), Arrays.copyOf(piece.array(), expected));
            }
        }
        assertEquals(-1, wav.read(whole.length, ByteBuffer.allocate(1)));
    }

    @Test
    void missingOrInvalidRecipientIsRefused() {
        var out = Channels.newChannel(new ByteArrayOutputStream());
        assertThrows(IllegalArgumentException.class, () -> AgeExport.write(wav(audio(1)), List.of(), out));
        for (String bad : List.of("", "age1", "age1qqqqqqqq", "AGE-SECRET-KEY-1")) {
            assertFails(SealFailure.KEY_UNREADABLE, () -> AgeExport.write(wav(audio(1)), List.of(bad), out));
        }
    }

    @Test
    void everyRecipientOpensTheExportWithAge() throws Exception {
        assumeTrue(
                List.of("age", "age-keygen").stream().allMatch(AgeExportTest::isInstalled),
                "skipped: no command age on this machine (Debian's package age)");
        String first = generateKey("first");
        String second = generateKey("second");
        byte[] sound = audio(100_000);
        Path file = folder.resolve("recording.wav.age");
        AgeExport.write(
                wav(sound),
                List.of(first, second),
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        for (String identity : List.of("first", "second")) {
            assertArrayEquals(
                    bytes(wav(sound)),
                    run("age", "-d", "-i", folder.resolve(identity).toString(), file.toString()));
        }
    }

    private String generateKey(String name) throws Exception {
        Path identity = folder.resolve(name);
        run("age-keygen", "-o", identity.toString());
        return Files.readAllLines(identity).stream()
                .filter(line -> line.startsWith("# public key: "))
                .map(line -> line.substring("# public key: ".length()))
                .findAny()
                .orElseThrow();
    }

    private byte[] run(String... command) throws Exception {
        Path faults = folder.resolve("faults");
        var process = new ProcessBuilder(command).redirectError(faults.toFile()).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), Files.readString(faults, StandardCharsets.UTF_8));
        return out;
    }

    private static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command)));
    }

    private static WavStream wav(byte[] audio) {
        return new WavStream(SealReader.open(new InMemoryFiles.File(seal(header(FIRST), key(1), audio)), key(1)));
    }

    private static byte[] bytes(WavStream wav) throws IOException {
        var out = new ByteArrayOutputStream();
        wav.transferTo(Channels.newChannel(out));
        assertEquals(wav.size(), out.size());
        return out.toByteArray();
    }
}
