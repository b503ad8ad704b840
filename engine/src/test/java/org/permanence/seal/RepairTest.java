package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.Given.FIRST;
import static org.permanence.seal.Given.SECOND;
import static org.permanence.seal.Given.assertRefused;
import static org.permanence.seal.Given.header;
import static org.permanence.seal.Given.key;
import static org.permanence.seal.Given.sealed;
import static org.permanence.seal.Given.sound;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairTest {

    private static final int FRAMES = 30_000;
    private static final int CIPHERTEXT = 8 + 4 + header(FIRST).canonical().length + 32;

    @Test
    void aWholeRecordingIsNotRepaired() {
        byte[] file = sealed(header(FIRST), key(1), sound(FRAMES));
        assertRefused(Refusal.ALREADY_WHOLE, () -> repaired(file, new InMemory.Written()));
    }

    @Test
    void withAnotherKeyNothingIsRepaired() {
        byte[] cut = Arrays.copyOf(sealed(header(SECOND), key(2), sound(FRAMES)), 50_000);
        assertRefused(Refusal.NOT_COMMITTED, () -> repaired(cut, new InMemory.Written()));
    }

    @Test
    void everyWholeSegmentComesBackWhereverTheCrashCut() {
        byte[] sound = sound(FRAMES);
        byte[] file = sealed(header(FIRST), key(1), sound);
        for (int length = CIPHERTEXT; length < file.length; length += 97) {
            byte[] cut = Arrays.copyOf(file, length);
            var written = new InMemory.Written();
            var recovered = repaired(cut, written);
            int segments = (length - CIPHERTEXT) / Segments.BYTES;
            int bytes = segments == 0 ? 0 : Segments.FIRST_ROOM + (segments - 1) * Segments.ROOM;

            assertEquals(new Repair.Recovered(bytes / Sound.FRAME_BYTES, 0), recovered);
            var reader = SealReader.open(new InMemory.File(written.bytes()), key(2));
            assertArrayEquals(Arrays.copyOf(sound, bytes), Given.all(reader));
            assertEquals(List.of(new Gap(recovered.frames(), 0, Gap.Why.ENGINE_GONE)), reader.gaps());
        }
    }

    @Test
    void atMostTwoSegmentsOfWhatWasSaidAreLost() {
        byte[] sound = sound(FRAMES);
        var file = new InMemory.Written();
        var writer = SealWriter.begin(header(FIRST), key(1), file);
        for (int at = 0; at < sound.length; at += 320) {
            writer.append(ByteBuffer.wrap(sound, at, Math.min(320, sound.length - at)));
            if (at % 3_200 == 0) {
                long lost = writer.frames()
                        - repaired(file.bytes(), new InMemory.Written()).frames();
                assertTrue(lost * 1_000 <= 600 * Sound.FRAMES_A_SECOND, () -> lost + " frames lost");
            }
        }
    }

    @Test
    void aConversationGoesOnAfterTheGap() {
        byte[] cut = Arrays.copyOf(sealed(header(FIRST), key(1), sound(FRAMES)), CIPHERTEXT + 2 * Segments.BYTES);
        var written = new InMemory.Written();
        var writer = SealWriter.begin(header(FIRST), key(2), written);
        long recovered = Repair.into(writer, new InMemory.File(cut), key(1)).frames();
        writer.gap(4_000, Gap.Why.ENGINE_GONE);
        writer.append(ByteBuffer.wrap(sound(500)));
        assertEquals(recovered + 4_500, writer.seal().frames());
        var reader = SealReader.open(new InMemory.File(written.bytes()), key(2));
        assertEquals(List.of(new Gap(recovered, 4_000, Gap.Why.ENGINE_GONE)), reader.gaps());
    }

    @Test
    void whatSomebodyAlteredEndsTheRepairAndIsCounted() {
        byte[] cut = Arrays.copyOf(sealed(header(FIRST), key(1), sound(FRAMES)), CIPHERTEXT + 9 * Segments.BYTES + 50);
        cut[CIPHERTEXT + 3 * Segments.BYTES + 7] ^= 1;
        assertEquals(
                new Repair.Recovered((Segments.FIRST_ROOM + 2 * Segments.ROOM) / Sound.FRAME_BYTES, 6),
                repaired(cut, new InMemory.Written()));
    }

    private static Repair.Recovered repaired(byte[] cut, InMemory.Written to) {
        var writer = SealWriter.begin(header(FIRST), key(2), to);
        var recovered = Repair.into(writer, new InMemory.File(cut), key(1));
        writer.gap(0, Gap.Why.ENGINE_GONE);
        writer.seal();
        return recovered;
    }
}
