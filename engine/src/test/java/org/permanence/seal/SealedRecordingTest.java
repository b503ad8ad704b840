package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.SECOND;
import static org.permanence.seal.SealFixture.assertFails;
import static org.permanence.seal.SealFixture.audio;
import static org.permanence.seal.SealFixture.header;
import static org.permanence.seal.SealFixture.key;
import static org.permanence.seal.SealFixture.readAudio;
import static org.permanence.seal.SealFixture.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealedRecordingTest {

    /// A little over 20 kB: four complete segments and a short one.
    private static final int FRAMES = 4_900;

    /// The offset of the ciphertext.
    private static final int CIPHERTEXT = 8 + 4 + header(FIRST).canonical().length + 32;

    @Test
    void everyFlippedBitIsRefused() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        long accepted = IntStream.range(0, file.length * 8)
                .parallel()
                .filter(bit -> {
                    byte[] bad = file.clone();
                    bad[bit / 8] ^= (byte) (1 << bit % 8);
                    return isAccepted(bad);
                })
                .count();
        assertTrue(file.length > 20_000);
        assertEquals(0, accepted);
    }

    @Test
    void everyTruncationIsRefusedBeforeAudioIsReturned() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            var refused = assertThrows(SealException.class, () -> SealReader.open(new InMemoryFiles.File(cut), key(1)));
            assertEquals(length < CIPHERTEXT ? SealFailure.CUT_SHORT : SealFailure.END_NOT_PROVEN, refused.failure());
        }
    }

    @Test
    void everyExtensionIsRefused() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        for (int more = 1; more <= 5_000; more += more < 100 ? 1 : 97) {
            byte[] longer = Arrays.copyOf(file, file.length + more);
            assertFails(SealFailure.END_NOT_PROVEN, () -> SealReader.open(new InMemoryFiles.File(longer), key(1)));
        }
    }

    @Test
    void reorderedRepeatedOrMissingSegmentsAreRefused() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        for (List<Integer> order : List.of(
                List.of(1, 0, 2, 3, 4),
                List.of(0, 2, 1, 3, 4),
                List.of(0, 1, 1, 2, 3, 4),
                List.of(0, 2, 3, 4),
                List.of(1, 2, 3, 4),
                List.of(0, 1, 2, 3),
                List.of(0, 1, 2, 4, 3),
                List.of(4))) {
            assertFalse(isAccepted(arranged(file, order)), order::toString);
        }
        assertTrue(isAccepted(arranged(file, List.of(0, 1, 2, 3, 4))));
    }

    @Test
    void segmentOfAnotherRecordingIsRefused() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        byte[] other = seal(header(SECOND), key(2), audio(FRAMES));
        byte[] sameKey = seal(header(FIRST), key(1), audio(FRAMES)); // Only in this test: the engine uses a key once.
        for (byte[] donor : List.of(other, sameKey)) {
            for (int segment = 0; segment < 5; segment++) {
                int from = CIPHERTEXT + segment * Segments.BYTES;
                byte[] spliced = file.clone();
                System.arraycopy(donor, from, spliced, from, Math.min(Segments.BYTES, file.length - from));
                assertFalse(isAccepted(spliced));
            }
        }
    }

    @Test
    void headerOfAnotherRecordingIsRefused() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        byte[] other = seal(header(SECOND), key(1), audio(FRAMES));
        byte[] crossed = other.clone();
        System.arraycopy(file, CIPHERTEXT, crossed, CIPHERTEXT, file.length - CIPHERTEXT);
        assertFails(SealFailure.END_NOT_PROVEN, () -> readAudio(crossed, key(1)));
        byte[] withItsCommitment = crossed.clone();
        System.arraycopy(file, CIPHERTEXT - 32, withItsCommitment, CIPHERTEXT - 32, 32);
        assertFails(SealFailure.NOT_COMMITTED, () -> readAudio(withItsCommitment, key(1)));
    }

    @Test
    void commitmentAloneRefusesAnotherKey() {
        byte[] file = seal(header(FIRST), key(1), audio(FRAMES));
        byte[] onlyTheStart = Arrays.copyOf(file, CIPHERTEXT);
        assertFails(SealFailure.NOT_COMMITTED, () -> readAudio(onlyTheStart, key(2)));
    }

    @Test
    void recordingOfAnyLengthIsReadableFromAnyPosition() {
        var random = new Random(7);
        for (int frames :
                new int[] {0, 1, 2, 900, 979, 980, 981, 991, 992, 1_009, 1_010, 1_011, 2_029, 2_030, 2_031, 9_000}) {
            byte[] sound = audio(frames);
            var reader = SealReader.open(new InMemoryFiles.File(seal(header(FIRST), key(1), sound)), key(1));
            assertEquals(frames, reader.frames());
            assertEquals(header(FIRST), reader.header());
            assertArrayEquals(sound, SealFixture.readAll(reader));
            for (int i = 0; i < 20 && frames > 0; i++) {
                int from = random.nextInt(sound.length);
                var piece = ByteBuffer.allocate(1 + random.nextInt(10_000));
                int length = reader.read(from, piece);
                assertEquals(Math.min(piece.capacity(), sound.length - from), length);
                assertArrayEquals(Arrays.copyOfRange(sound, from, from + length), Arrays.copyOf(piece.array(), length));
            }
            assertEquals(-1, reader.read(sound.length, ByteBuffer.allocate(1)));
        }
    }

    @Test
    void sizeOfWritesDoesNotAffectTheAudio() {
        byte[] sound = audio(FRAMES);
        var file = new InMemoryFiles.OutputFile();
        var writer = SealWriter.begin(header(FIRST), key(1), file);
        for (int at = 0; at < sound.length; at += 320) {
            writer.append(ByteBuffer.wrap(sound, at, Math.min(320, sound.length - at)));
            writer.sync();
        }
        Sealed sealed = writer.seal();
        assertArrayEquals(sound, readAudio(file.bytes(), key(1)));
        String digest = HexFormat.of().formatHex(Primitives.sha256().digest(file.bytes()));
        assertEquals(new Sealed(FIRST, digest, file.bytes().length, FRAMES), sealed);
    }

    @Test
    void gapsAreSilenceAndAreListed() {
        var file = new InMemoryFiles.OutputFile();
        var writer = SealWriter.begin(header(FIRST), key(1), file);
        writer.append(ByteBuffer.wrap(audio(100)));
        writer.appendGap(16_000, Gap.Reason.PAUSED);
        writer.appendGap(8_000, Gap.Reason.PAUSED);
        writer.append(ByteBuffer.wrap(audio(50)));
        writer.appendGap(3, Gap.Reason.READER_BEHIND);
        writer.seal();

        var reader = SealReader.open(new InMemoryFiles.File(file.bytes()), key(1));
        assertEquals(
                List.of(new Gap(100, 24_000, Gap.Reason.PAUSED), new Gap(24_150, 3, Gap.Reason.READER_BEHIND)),
                reader.gaps());
        byte[] sound = SealFixture.readAll(reader);
        assertArrayEquals(audio(100), Arrays.copyOf(sound, 400));
        assertArrayEquals(new byte[96_000], Arrays.copyOfRange(sound, 400, 96_400));
        assertArrayEquals(audio(50), Arrays.copyOfRange(sound, 96_400, 96_600));
    }

    @Test
    void gapsBeyondTheListAreCounted() {
        var file = new InMemoryFiles.OutputFile();
        var writer = SealWriter.begin(header(FIRST), key(1), file);
        for (int i = 0; i < Trailer.MAX_GAPS + 6; i++) {
            writer.append(ByteBuffer.wrap(audio(1)));
            writer.appendGap(2, Gap.Reason.READER_BEHIND);
        }
        writer.seal();
        var reader = SealReader.open(new InMemoryFiles.File(file.bytes()), key(1));
        assertEquals(Trailer.MAX_GAPS, reader.gaps().size());
        assertEquals(12, reader.unlistedGapFrames());
        assertEquals(70 * 3, reader.frames());
    }

    @Test
    void largestTrailerFitsTheFirstSegment() {
        var notes = new Trailer.GapCollector();
        long each = AudioFormat.MAX_FRAMES / (2 * Trailer.MAX_GAPS);
        for (int i = 0; i < Trailer.MAX_GAPS; i++) {
            notes.add(new Gap(
                    AudioFormat.MAX_FRAMES - (Trailer.MAX_GAPS - i) * each, each - 1, Gap.Reason.READER_BEHIND));
        }
        var trailer = notes.toTrailer(AudioFormat.MAX_FRAMES).bytes();
        assertTrue(trailer.remaining() + 20 < Segments.FIRST_PLAINTEXT_BYTES);
    }

    @Test
    void partialFrameIsRefused() {
        var writer = SealWriter.begin(header(FIRST), key(1), new InMemoryFiles.OutputFile());
        assertThrows(IllegalArgumentException.class, () -> writer.append(ByteBuffer.allocate(6)));
    }

    @Test
    void recordingLengthIsLimitedByTheWavFormat() {
        var writer = SealWriter.begin(header(FIRST), key(1), new InMemoryFiles.OutputFile());
        assertFails(SealFailure.FULL, () -> writer.appendGap(AudioFormat.MAX_FRAMES + 1, Gap.Reason.PAUSED));
    }

    @Test
    void closedRecordingAcceptsNoAudio() {
        var writer = SealWriter.begin(header(FIRST), key(1), new InMemoryFiles.OutputFile());
        writer.close();
        assertThrows(IllegalStateException.class, () -> writer.append(ByteBuffer.allocate(4)));
        assertThrows(IllegalStateException.class, writer::seal);
    }

    @Test
    void writerIsClosedAfterAStorageFault() {
        var full = new InMemoryFiles.OutputFile(10_000);
        var writer = SealWriter.begin(header(FIRST), key(1), full);
        assertFails(SealFailure.STORAGE, () -> writer.append(ByteBuffer.wrap(audio(FRAMES))));
        assertThrows(IllegalStateException.class, () -> writer.append(ByteBuffer.allocate(4)));
        assertThrows(IllegalStateException.class, writer::seal);
    }

    @Test
    void fileContainsNoPlaintext() {
        byte[] canary = new byte[FRAMES * AudioFormat.FRAME_BYTES];
        for (int i = 0; i < canary.length; i++) {
            canary[i] = (byte) (i % 160 < 80 ? 0x55 : 0x2a); // A tone of 100 Hz: long runs of the same byte.
        }
        String file = HexFormat.of().formatHex(seal(header(FIRST), key(1), canary));
        assertFalse(file.contains("55555555"));
        assertFalse(file.contains("2a2a2a2a"));
        assertFalse(file.contains(HexFormat.of().formatHex(key(1).bytes())));
    }

    private static boolean isAccepted(byte[] file) {
        try {
            readAudio(file, key(1));
            return true;
        } catch (SealException _) {
            return false;
        }
    }

    private static byte[] arranged(byte[] file, List<Integer> order) {
        var bytes = ByteBuffer.allocate(2 * file.length).put(file, 0, CIPHERTEXT);
        for (int segment : order) {
            int from = CIPHERTEXT + segment * Segments.BYTES;
            bytes.put(file, from, Math.min(Segments.BYTES, file.length - from));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
