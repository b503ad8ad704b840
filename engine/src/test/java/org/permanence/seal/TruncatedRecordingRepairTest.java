package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.SECOND;
import static org.permanence.seal.SealFixture.assertFails;
import static org.permanence.seal.SealFixture.audio;
import static org.permanence.seal.SealFixture.header;
import static org.permanence.seal.SealFixture.key;
import static org.permanence.seal.SealFixture.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruncatedRecordingRepairTest {

    private static final int FRAMES = 30_000;
    private static final int CIPHERTEXT = 8 + 4 + header(FIRST).canonical().length + 32;

    @Test
    void completeRecordingIsNotRepaired() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        assertFails(SealFailure.ALREADY_WHOLE, () -> repair(file, new InMemoryFiles.OutputFile()));
    }

    @Test
    void anotherKeyRepairsNothing() {
        byte[] cut = Arrays.copyOf(seal(header(SECOND), key(2), audio(FRAMES)), 50_000);
        assertFails(SealFailure.NOT_COMMITTED, () -> repair(cut, new InMemoryFiles.OutputFile()));
    }

    @Test
    void everyCompleteSegmentIsRecovered() {
        byte[] sound = audio(FRAMES);
        byte[] file = seal(header(FIRST), key(1), sound);
        for (int length = CIPHERTEXT; length < file.length; length += 97) {
            byte[] cut = Arrays.copyOf(file, length);
            var written = new InMemoryFiles.OutputFile();
            var recovered = repair(cut, written);
            int segments = (length - CIPHERTEXT) / Segments.BYTES;
            int bytes = segments == 0 ? 0 : Segments.FIRST_PLAINTEXT_BYTES + (segments - 1) * Segments.PLAINTEXT_BYTES;

            assertEquals(new TruncatedRecordingRepair.Result(bytes / AudioFormat.FRAME_BYTES, 0), recovered);
            var reader = SealReader.open(new InMemoryFiles.File(written.bytes()), key(2));
            assertArrayEquals(Arrays.copyOf(sound, bytes), SealFixture.readAll(reader));
            assertEquals(List.of(new Gap(recovered.frames(), 0, Gap.Reason.ENGINE_GONE)), reader.gaps());
        }
    }

    @Test
    void atMostTwoSegmentsAreLost() {
        byte[] sound = audio(FRAMES);
        var file = new InMemoryFiles.OutputFile();
        var writer = SealWriter.begin(header(FIRST), key(1), file);
        for (int at = 0; at < sound.length; at += 320) {
            writer.append(ByteBuffer.wrap(sound, at, Math.min(320, sound.length - at)));
            if (at % 3_200 == 0) {
                long lost = writer.frames()
                        - repair(file.bytes(), new InMemoryFiles.OutputFile()).frames();
                assertTrue(lost * 1_000 <= 600 * AudioFormat.FRAMES_PER_SECOND, () -> lost + " frames lost");
            }
        }
    }

    @Test
    void recordingContinuesAfterTheGap() {
        byte[] cut = Arrays.copyOf(seal(header(FIRST), key(1), audio(FRAMES)), CIPHERTEXT + 2 * Segments.BYTES);
        var written = new InMemoryFiles.OutputFile();
        var writer = SealWriter.begin(header(FIRST), key(2), written);
        long recovered = TruncatedRecordingRepair.copyInto(writer, new InMemoryFiles.File(cut), key(1))
                .frames();
        writer.appendGap(4_000, Gap.Reason.ENGINE_GONE);
        writer.append(ByteBuffer.wrap(audio(500)));
        assertEquals(recovered + 4_500, writer.seal().frames());
        var reader = SealReader.open(new InMemoryFiles.File(written.bytes()), key(2));
        assertEquals(List.of(new Gap(recovered, 4_000, Gap.Reason.ENGINE_GONE)), reader.gaps());
    }

    @Test
    void alteredSegmentEndsTheRepairAndIsCounted() {
        byte[] cut = Arrays.copyOf(seal(header(FIRST), key(1), audio(FRAMES)), CIPHERTEXT + 9 * Segments.BYTES + 50);
        cut[CIPHERTEXT + 3 * Segments.BYTES + 7] ^= 1;
        assertEquals(
                new TruncatedRecordingRepair.Result(
                        (Segments.FIRST_PLAINTEXT_BYTES + 2 * Segments.PLAINTEXT_BYTES) / AudioFormat.FRAME_BYTES, 6),
                repair(cut, new InMemoryFiles.OutputFile()));
    }

    private static TruncatedRecordingRepair.Result repair(byte[] cut, InMemoryFiles.OutputFile to) {
        var writer = SealWriter.begin(header(FIRST), key(2), to);
        var recovered = TruncatedRecordingRepair.copyInto(writer, new InMemoryFiles.File(cut), key(1));
        writer.appendGap(0, Gap.Reason.ENGINE_GONE);
        writer.seal();
        return recovered;
    }
}
