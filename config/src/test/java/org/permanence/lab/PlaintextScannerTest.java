package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaintextScannerTest {

    private static final Sound TONE = Sound.tone(500, Duration.ofSeconds(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "37, 1", "0, 2", "3, 2", "1001, 2"})
    void toneIsFoundAtAnyOffsetInAnyChannel(int offset, int channels) throws IOException {
        var random = new Random(offset);
        var bytes = ByteBuffer.allocate(offset + TONE.size() * 2 * channels).order(ByteOrder.LITTLE_ENDIAN);
        byte[] noise = new byte[offset];
        random.nextBytes(noise);
        bytes.put(noise);
        for (int i = 0; i < TONE.size(); i++) {
            bytes.putShort(TONE.at(i));
            for (int other = 1; other < channels; other++) {
                bytes.putShort((short) random.nextInt(-9_000, 9_000));
            }
        }
        Files.write(work.resolve("plain"), bytes.array());

        assertEquals(List.of("plain"), scanner().filesWithTone(500));
        assertEquals(List.of(), scanner().filesWithTone(700));
    }

    @Test
    void textIsFoundInEitherEncodingAndNothingInNoise() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Files.write(work.resolve("noise"), noise);
        Files.writeString(work.resolve("narrow"), "x0199000742y");
        Files.write(work.resolve("wide"), "x0199000742y".getBytes(StandardCharsets.UTF_16LE));

        assertEquals(
                List.of("narrow", "wide"),
                scanner().filesWithText("0199000742").stream().sorted().toList());
        assertEquals(List.of(), scanner().filesWithTone(500));
    }

    private PlaintextScanner scanner() throws IOException {
        return new PlaintextScanner(work);
    }
}
